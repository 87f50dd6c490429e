// franz-go as ../README.md asks for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"klamm/compat/lines"
)

const (
	wait     = 30 * time.Second
	maxBytes = 8 << 20
)

var codecs = map[string]kgo.CompressionCodec{
	"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
	"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
}

type client struct {
	bootstrap string
	plain     *kgo.Client
	producers map[string]*kgo.Client
}

func (c *client) open(options ...kgo.Opt) *kgo.Client {
	opened, err := kgo.NewClient(append(options, kgo.SeedBrokers(c.bootstrap), kgo.FetchMaxPartitionBytes(maxBytes))...)
	if err != nil {
		panic(err)
	}
	return opened
}

func (c *client) admin() *kadm.Client {
	if c.plain == nil {
		c.plain = c.open()
	}
	return kadm.NewClient(c.plain)
}

func (c *client) Create(ctx context.Context, topic string, partitions int32) error {
	answer, err := c.admin().CreateTopic(ctx, partitions, 1, nil, topic)
	if err != nil {
		return err
	}
	return answer.Err
}

func (c *client) Describe(ctx context.Context, topic string) (int, error) {
	found, err := c.admin().ListTopics(ctx, topic)
	if err != nil {
		return 0, err
	}
	return len(found[topic].Partitions), found[topic].Err
}

func (c *client) Delete(ctx context.Context, topic string) error {
	answer, err := c.admin().DeleteTopic(ctx, topic)
	if err != nil {
		return err
	}
	return answer.Err
}

func (c *client) producer(codec, acks string) *kgo.Client {
	name := codec + " " + acks
	if c.producers[name] == nil {
		options := []kgo.Opt{
			kgo.ProducerBatchCompression(codecs[codec]), kgo.RecordPartitioner(kgo.ManualPartitioner()),
			kgo.ProducerBatchMaxBytes(maxBytes), kgo.ProducerLinger(20 * time.Millisecond),
		}
		switch acks {
		case "0":
			options = append(options, kgo.RequiredAcks(kgo.NoAck()), kgo.DisableIdempotentWrite())
		case "1":
			options = append(options, kgo.RequiredAcks(kgo.LeaderAck()), kgo.DisableIdempotentWrite())
		case "all":
			options = append(options, kgo.DisableIdempotentWrite())
		}
		c.producers[name] = c.open(options...)
	}
	return c.producers[name]
}

func (c *client) Produce(ctx context.Context, topic, codec, acks string, records []lines.Record) error {
	batch := make([]*kgo.Record, len(records))
	for i, r := range records {
		batch[i] = &kgo.Record{Topic: topic, Partition: r.Partition, Key: r.Key, Value: r.Value}
		for _, h := range r.Headers {
			batch[i].Headers = append(batch[i].Headers, kgo.RecordHeader{Key: h.Name, Value: h.Value})
		}
	}
	return c.producer(codec, acks).ProduceSync(ctx, batch...).FirstErr()
}

func (c *client) Consume(ctx context.Context, topic string, partitions int32, count int) error {
	from := map[int32]kgo.Offset{}
	for p := int32(0); p < partitions; p++ {
		from[p] = kgo.NewOffset().AtStart()
	}
	consumer := c.open(kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{topic: from}))
	defer consumer.Close()
	for count > 0 {
		fetches := consumer.PollRecords(ctx, count)
		if errs := fetches.Errors(); len(errs) > 0 {
			return errs[0].Err
		}
		fetches.EachRecord(func(r *kgo.Record) {
			record := lines.Record{Partition: r.Partition, Key: r.Key, Value: r.Value}
			for _, h := range r.Headers {
				record.Headers = append(record.Headers, lines.Header{Name: h.Key, Value: h.Value})
			}
			lines.Print(r.Offset, r.Timestamp.UnixMilli(), record)
			count--
		})
	}
	return nil
}

func (c *client) Offset(ctx context.Context, topic string, partition int32, when int64) (int64, error) {
	var found kadm.ListedOffsets
	var err error
	switch when {
	case lines.Earliest:
		found, err = c.admin().ListStartOffsets(ctx, topic)
	case lines.Latest:
		found, err = c.admin().ListEndOffsets(ctx, topic)
	default:
		found, err = c.admin().ListOffsetsAfterMilli(ctx, when, topic)
	}
	if err != nil {
		return 0, err
	}
	one, _ := found.Lookup(topic, partition)
	return one.Offset, one.Err
}

func (c *client) Member(topic, group string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	assigned := lines.NewAssignment()
	consumer := c.open(
		kgo.ConsumerGroup(group), kgo.ConsumeTopics(topic), kgo.DisableAutoCommit(), kgo.BlockRebalanceOnPoll(),
		kgo.SessionTimeout(6*time.Second), kgo.HeartbeatInterval(time.Second),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.OnPartitionsAssigned(func(_ context.Context, _ *kgo.Client, got map[string][]int32) { assigned.Add(got[topic]) }),
		kgo.OnPartitionsRevoked(func(_ context.Context, _ *kgo.Client, lost map[string][]int32) { assigned.Remove(lost[topic]) }),
		kgo.OnPartitionsLost(func(_ context.Context, _ *kgo.Client, lost map[string][]int32) { assigned.Remove(lost[topic]) }))
	for ctx.Err() == nil {
		fetches := consumer.PollFetches(ctx)
		records := fetches.Records()
		if len(records) > 0 {
			if err := consumer.CommitRecords(context.Background(), records...); err != nil {
				return err
			}
		}
		for _, r := range records {
			lines.Consumed(r.Partition, r.Offset)
		}
		consumer.AllowRebalance()
	}
	consumer.CloseAllowingRebalance()
	return nil
}

func (c *client) Code(err error) int {
	var kafka *kerr.Error
	if errors.As(err, &kafka) {
		return int(kafka.Code)
	}
	return -1
}

func main() {
	c := &client{bootstrap: os.Args[1], producers: map[string]*kgo.Client{}}
	if len(os.Args) > 2 {
		if err := c.Member(os.Args[3], os.Args[4]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	lines.Serve(c, wait)
}
