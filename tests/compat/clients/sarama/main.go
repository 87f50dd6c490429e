// sarama as ../README.md asks for it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/IBM/sarama"

	"klamm/compat/lines"
)

const (
	wait     = 30 * time.Second
	maxBytes = 8 << 20
)

var codecs = map[string]sarama.CompressionCodec{
	"none": sarama.CompressionNone, "gzip": sarama.CompressionGZIP, "snappy": sarama.CompressionSnappy,
	"lz4": sarama.CompressionLZ4, "zstd": sarama.CompressionZSTD,
}

var acksLevels = map[string]sarama.RequiredAcks{
	"0": sarama.NoResponse, "1": sarama.WaitForLocal, "all": sarama.WaitForAll, "idempotent": sarama.WaitForAll,
}

type client struct {
	addresses []string
	shared    sarama.Client
	producers map[string]sarama.SyncProducer
}

func settings() *sarama.Config {
	config := sarama.NewConfig()
	config.Version = sarama.MaxVersion
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	config.Consumer.Fetch.Default = maxBytes
	config.Consumer.Return.Errors = true
	config.Metadata.AllowAutoTopicCreation = false
	return config
}

func (c *client) plain() (sarama.Client, error) {
	if c.shared == nil {
		opened, err := sarama.NewClient(c.addresses, settings())
		if err != nil {
			return nil, err
		}
		c.shared = opened
	}
	return c.shared, nil
}

func (c *client) admin() (sarama.ClusterAdmin, error) {
	plain, err := c.plain()
	if err != nil {
		return nil, err
	}
	return sarama.NewClusterAdminFromClient(plain)
}

func (c *client) Create(_ context.Context, topic string, partitions int32) error {
	admin, err := c.admin()
	if err != nil {
		return err
	}
	return admin.CreateTopic(topic, &sarama.TopicDetail{NumPartitions: partitions, ReplicationFactor: 1}, false)
}

func (c *client) Describe(_ context.Context, topic string) (int, error) {
	admin, err := c.admin()
	if err != nil {
		return 0, err
	}
	found, err := admin.DescribeTopics([]string{topic})
	if err != nil {
		return 0, err
	}
	if found[0].Err != sarama.ErrNoError {
		return 0, found[0].Err
	}
	return len(found[0].Partitions), nil
}

func (c *client) Delete(_ context.Context, topic string) error {
	admin, err := c.admin()
	if err != nil {
		return err
	}
	return admin.DeleteTopic(topic)
}

func (c *client) producer(codec, acks string) (sarama.SyncProducer, error) {
	name := codec + " " + acks
	if c.producers[name] == nil {
		config := settings()
		config.Producer.Compression = codecs[codec]
		config.Producer.RequiredAcks = acksLevels[acks]
		config.Producer.Partitioner = sarama.NewManualPartitioner
		config.Producer.MaxMessageBytes = maxBytes
		config.Producer.Return.Successes = true
		config.Producer.Flush.Frequency = 20 * time.Millisecond
		if acks == "idempotent" {
			config.Producer.Idempotent = true
			config.Net.MaxOpenRequests = 1
			config.Producer.Retry.Max = 100
			config.Metadata.Retry.Max = 100 // An idempotent batch fails for good when the new leader is not found.
		}
		opened, err := sarama.NewSyncProducer(c.addresses, config)
		if err != nil {
			return nil, err
		}
		c.producers[name] = opened
	}
	return c.producers[name], nil
}

func encoder(data []byte) sarama.Encoder {
	if data == nil {
		return nil
	}
	return sarama.ByteEncoder(data)
}

func (c *client) Produce(_ context.Context, topic, codec, acks string, records []lines.Record) error {
	producer, err := c.producer(codec, acks)
	if err != nil {
		return err
	}
	batch := make([]*sarama.ProducerMessage, len(records))
	for i, r := range records {
		batch[i] = &sarama.ProducerMessage{Topic: topic, Partition: r.Partition, Key: encoder(r.Key), Value: encoder(r.Value)}
		for _, h := range r.Headers {
			batch[i].Headers = append(batch[i].Headers, sarama.RecordHeader{Key: []byte(h.Name), Value: h.Value})
		}
	}
	err = producer.SendMessages(batch)
	var failed sarama.ProducerErrors
	if errors.As(err, &failed) {
		return failed[0].Err
	}
	return err
}

func (c *client) Consume(ctx context.Context, topic string, partitions int32, count int) error {
	consumer, err := sarama.NewConsumer(c.addresses, settings())
	if err != nil {
		return err
	}
	defer consumer.Close()
	messages := make(chan *sarama.ConsumerMessage)
	failures := make(chan error, partitions)
	for p := int32(0); p < partitions; p++ {
		reader, err := consumer.ConsumePartition(topic, p, sarama.OffsetOldest)
		if err != nil {
			return err
		}
		defer reader.AsyncClose()
		go func() {
			for {
				select {
				case m, open := <-reader.Messages():
					if !open {
						return
					}
					messages <- m
				case err := <-reader.Errors():
					if err != nil {
						failures <- err
					}
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	for ; count > 0; count-- {
		select {
		case m := <-messages:
			record := lines.Record{Partition: m.Partition, Key: m.Key, Value: m.Value}
			for _, h := range m.Headers {
				record.Headers = append(record.Headers, lines.Header{Name: string(h.Key), Value: h.Value})
			}
			lines.Print(m.Offset, m.Timestamp.UnixMilli(), record)
		case err := <-failures:
			return err
		case <-ctx.Done():
			return fmt.Errorf("%d records did not come", count)
		}
	}
	return nil
}

func (c *client) Offset(_ context.Context, topic string, partition int32, when int64) (int64, error) {
	plain, err := c.plain()
	if err != nil {
		return 0, err
	}
	return plain.GetOffset(topic, partition, when) // OffsetNewest and OffsetOldest are -1 and -2, too.
}

type handler struct {
	topic    string
	assigned *lines.Assignment
}

func (h handler) Setup(session sarama.ConsumerGroupSession) error {
	h.assigned.Set(session.Claims()[h.topic])
	return nil
}

func (h handler) Cleanup(sarama.ConsumerGroupSession) error {
	h.assigned.Set(nil)
	return nil
}

func (h handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case m, open := <-claim.Messages():
			if !open {
				return nil
			}
			session.MarkMessage(m, "")
			session.Commit()
			lines.Consumed(m.Partition, m.Offset)
		case <-session.Context().Done():
			return nil
		}
	}
}

func (c *client) Member(topic, group string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	config := settings()
	config.Consumer.Group.Session.Timeout = 6 * time.Second
	config.Consumer.Group.Heartbeat.Interval = time.Second
	config.Consumer.Offsets.AutoCommit.Enable = false
	config.Consumer.Return.Errors = false
	consumer, err := sarama.NewConsumerGroup(c.addresses, group, config)
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		if err := consumer.Consume(ctx, []string{topic}, handler{topic, lines.NewAssignment()}); err != nil {
			return err
		}
	}
	return consumer.Close()
}

func (c *client) Code(err error) int {
	var topic *sarama.TopicError
	if errors.As(err, &topic) {
		return int(topic.Err)
	}
	var kafka sarama.KError
	if errors.As(err, &kafka) {
		return int(kafka)
	}
	return -1
}

func main() {
	c := &client{addresses: []string{os.Args[1]}, producers: map[string]sarama.SyncProducer{}}
	if len(os.Args) > 2 {
		if err := c.Member(os.Args[3], os.Args[4]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	lines.Serve(c, wait)
}
