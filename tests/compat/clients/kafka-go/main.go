// kafka-go (segmentio) as ../README.md asks for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/segmentio/kafka-go"

	"klamm/compat/lines"
)

const (
	wait     = 30 * time.Second
	maxBytes = 8 << 20
)

var codecs = map[string]kafka.Compression{
	"none": 0, "gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
}

var acksLevels = map[string]kafka.RequiredAcks{"0": kafka.RequireNone, "1": kafka.RequireOne, "all": kafka.RequireAll}

type client struct {
	address string
	api     *kafka.Client
}

func (c *client) Create(ctx context.Context, topic string, partitions int32) error {
	answer, err := c.api.CreateTopics(ctx, &kafka.CreateTopicsRequest{
		Topics: []kafka.TopicConfig{{Topic: topic, NumPartitions: int(partitions), ReplicationFactor: 1}}})
	if err != nil {
		return err
	}
	return answer.Errors[topic]
}

func (c *client) Describe(ctx context.Context, topic string) (int, error) {
	answer, err := c.api.Metadata(ctx, &kafka.MetadataRequest{Topics: []string{topic}})
	if err != nil {
		return 0, err
	}
	return len(answer.Topics[0].Partitions), answer.Topics[0].Error
}

func (c *client) Delete(ctx context.Context, topic string) error {
	answer, err := c.api.DeleteTopics(ctx, &kafka.DeleteTopicsRequest{Topics: []string{topic}})
	if err != nil {
		return err
	}
	return answer.Errors[topic]
}

func (c *client) Produce(ctx context.Context, topic, codec, acks string, records []lines.Record) error {
	if acks == "idempotent" {
		return fmt.Errorf("%w: kafka-go has no idempotent producer", lines.ErrUnsupported)
	}
	writer := &kafka.Writer{
		Addr: kafka.TCP(c.address), Topic: topic, Compression: codecs[codec], RequiredAcks: acksLevels[acks], BatchBytes: maxBytes,
		BatchTimeout: 20 * time.Millisecond, Balancer: kafka.BalancerFunc(func(m kafka.Message, _ ...int) int { return m.WriterData.(int) }),
	}
	defer writer.Close()
	batch := make([]kafka.Message, len(records))
	for i, r := range records {
		batch[i] = kafka.Message{Key: r.Key, Value: r.Value, WriterData: int(r.Partition)}
		for _, h := range r.Headers {
			batch[i].Headers = append(batch[i].Headers, kafka.Header{Key: h.Name, Value: h.Value})
		}
	}
	err := writer.WriteMessages(ctx, batch...)
	var failed kafka.WriteErrors
	if errors.As(err, &failed) {
		for _, one := range failed {
			if one != nil {
				return one
			}
		}
	}
	return err
}

func (c *client) Consume(ctx context.Context, topic string, partitions int32, count int) error {
	left := count
	for p := int32(0); p < partitions && left > 0; p++ {
		end, err := c.Offset(ctx, topic, p, lines.Latest)
		if err != nil {
			return err
		}
		reader := kafka.NewReader(kafka.ReaderConfig{
			Brokers: []string{c.address}, Topic: topic, Partition: int(p), MaxBytes: maxBytes, MaxWait: time.Second})
		for next := int64(0); next < end; left-- {
			m, err := reader.ReadMessage(ctx)
			if err != nil {
				return err
			}
			next = m.Offset + 1
			record := lines.Record{Partition: int32(m.Partition), Key: m.Key, Value: m.Value}
			for _, h := range m.Headers {
				record.Headers = append(record.Headers, lines.Header{Name: h.Key, Value: h.Value})
			}
			lines.Print(m.Offset, m.Time.UnixMilli(), record)
		}
		if err := reader.Close(); err != nil {
			return err
		}
	}
	if left != 0 {
		return fmt.Errorf("%d records did not come", left)
	}
	return nil
}

func (c *client) Offset(ctx context.Context, topic string, partition int32, when int64) (int64, error) {
	request := kafka.OffsetRequest{Partition: int(partition), Timestamp: when} // -1 and -2 mean the same on the wire.
	answer, err := c.api.ListOffsets(ctx, &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{topic: {request}}})
	if err != nil {
		return 0, err
	}
	found := answer.Topics[topic][0]
	switch when {
	case lines.Earliest:
		return found.FirstOffset, found.Error
	case lines.Latest:
		return found.LastOffset, found.Error
	}
	for offset := range found.Offsets {
		return offset, found.Error
	}
	return -1, found.Error
}

func (c *client) Member(topic, group string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	assigned := lines.NewAssignment()
	consumer, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: group, Brokers: []string{c.address}, Topics: []string{topic}, StartOffset: kafka.FirstOffset,
		SessionTimeout: 6 * time.Second, HeartbeatInterval: time.Second, RebalanceTimeout: 10 * time.Second})
	if err != nil {
		return err
	}
	for {
		generation, err := consumer.Next(ctx)
		if ctx.Err() != nil {
			return consumer.Close()
		}
		if err != nil {
			return err
		}
		mine := []int32{}
		for _, one := range generation.Assignments[topic] {
			mine = append(mine, int32(one.ID))
			generation.Start(func(ctx context.Context) { c.follow(ctx, generation, topic, one) })
		}
		assigned.Set(mine)
	}
}

// follow reads one partition until the generation ends.
func (c *client) follow(ctx context.Context, generation *kafka.Generation, topic string, from kafka.PartitionAssignment) {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{c.address}, Topic: topic, Partition: from.ID, MaxBytes: maxBytes, MaxWait: time.Second})
	defer reader.Close()
	if err := reader.SetOffset(from.Offset); err != nil {
		panic(err)
	}
	for {
		m, err := reader.ReadMessage(ctx)
		if err != nil {
			return
		}
		if err := generation.CommitOffsets(map[string]map[int]int64{topic: {m.Partition: m.Offset + 1}}); err != nil {
			return
		}
		lines.Consumed(int32(m.Partition), m.Offset)
	}
}

func (c *client) Code(err error) int {
	var kafkaError kafka.Error
	if errors.As(err, &kafkaError) {
		return int(kafkaError)
	}
	var tooLarge kafka.MessageTooLargeError
	if errors.As(err, &tooLarge) {
		return int(kafka.MessageSizeTooLarge)
	}
	return -1
}

func main() {
	c := &client{address: os.Args[1], api: &kafka.Client{Addr: kafka.TCP(os.Args[1]), Timeout: wait}}
	if len(os.Args) > 2 {
		if err := c.Member(os.Args[3], os.Args[4]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	lines.Serve(c, wait)
}
