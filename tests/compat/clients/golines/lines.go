// Package lines is the text form of commands and records (../README.md), for the client programs written in Go.
package lines

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Earliest and Latest are what `offset` may ask for beside a time.
const (
	Earliest int64 = -2
	Latest   int64 = -1
)

// ErrUnsupported wraps what a library cannot do.
var ErrUnsupported = errors.New("unsupported")

// Header is one header of a record.
type Header struct {
	Name  string
	Value []byte
}

// Record is what is produced and consumed; nil keys and values are null.
type Record struct {
	Partition  int32
	Key, Value []byte
	Headers    []Header
}

// Client is what a program answers commands with.
type Client interface {
	Create(ctx context.Context, topic string, partitions int32) error
	Describe(ctx context.Context, topic string) (int, error)
	Delete(ctx context.Context, topic string) error
	Produce(ctx context.Context, topic, codec, acks string, records []Record) error
	Consume(ctx context.Context, topic string, partitions int32, count int) error
	Offset(ctx context.Context, topic string, partition int32, when int64) (int64, error)
	Code(err error) int
}

var (
	output = bufio.NewWriter(os.Stdout)
	mutex  sync.Mutex // A group member prints from several goroutines.
)

func say(format string, values ...any) {
	mutex.Lock()
	defer mutex.Unlock()
	fmt.Fprintf(output, format+"\n", values...)
	output.Flush()
}

func toText(data []byte) string {
	if data == nil {
		return "-"
	}
	return "=" + hex.EncodeToString(data)
}

func toBytes(text string) []byte {
	if text == "-" {
		return nil
	}
	data, err := hex.DecodeString(text[1:])
	if err != nil {
		panic(err)
	}
	if data == nil {
		data = []byte{}
	}
	return data
}

// Print answers `consume` with one record.
func Print(offset, timestamp int64, r Record) {
	headers := make([]string, len(r.Headers))
	for i, h := range r.Headers {
		headers[i] = h.Name + ":" + toText(h.Value)
	}
	text := "-"
	if len(headers) > 0 {
		text = strings.Join(headers, ",")
	}
	fmt.Fprintln(output, "record", r.Partition, offset, timestamp, toText(r.Key), toText(r.Value), text)
}

// Consumed reports a record whose offset is committed.
func Consumed(partition int32, offset int64) { say("record %d %d", partition, offset) }

// Assignment reports what a group member has, whenever that changes.
type Assignment struct {
	mutex      sync.Mutex
	partitions []int32
}

// NewAssignment is empty.
func NewAssignment() *Assignment { return &Assignment{} }

// Set replaces everything.
func (a *Assignment) Set(partitions []int32) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.partitions = slices.Clone(partitions)
	a.report()
}

// Add adds what an incremental rebalance gave.
func (a *Assignment) Add(partitions []int32) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.partitions = append(a.partitions, partitions...)
	a.report()
}

// Remove takes away what a rebalance took.
func (a *Assignment) Remove(partitions []int32) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.partitions = slices.DeleteFunc(a.partitions, func(p int32) bool { return slices.Contains(partitions, p) })
	a.report()
}

func (a *Assignment) report() {
	slices.Sort(a.partitions)
	texts := make([]string, len(a.partitions))
	for i, p := range a.partitions {
		texts[i] = strconv.Itoa(int(p))
	}
	if len(texts) == 0 {
		texts = []string{"-"}
	}
	say("assigned %s", strings.Join(texts, ","))
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func readRecord(text string) Record {
	words := strings.Fields(text)
	r := Record{Partition: int32(number(words[0])), Key: toBytes(words[1]), Value: toBytes(words[2])}
	if words[3] != "-" {
		for _, one := range strings.Split(words[3], ",") {
			name, data, _ := strings.Cut(one, ":")
			r.Headers = append(r.Headers, Header{name, toBytes(data)})
		}
	}
	return r
}

func perform(c Client, wait time.Duration, input *bufio.Scanner, words []string) error {
	var records []Record
	if words[0] == "produce" {
		for range number(words[4]) {
			input.Scan()
			records = append(records, readRecord(input.Text()))
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*wait)
	defer cancel()
	switch words[0] {
	case "create":
		return c.Create(ctx, words[1], int32(number(words[2])))
	case "describe":
		partitions, err := c.Describe(ctx, words[1])
		if err == nil {
			fmt.Fprintln(output, "partitions", partitions)
		}
		return err
	case "delete":
		return c.Delete(ctx, words[1])
	case "produce":
		return c.Produce(ctx, words[1], words[2], words[3], records)
	case "consume":
		return c.Consume(ctx, words[1], int32(number(words[2])), int(number(words[3])))
	case "offset":
		when, named := map[string]int64{"earliest": Earliest, "latest": Latest}[words[3]]
		if !named {
			when = number(words[3])
		}
		offset, err := c.Offset(ctx, words[1], int32(number(words[2])), when)
		if err == nil {
			fmt.Fprintln(output, "offset", offset)
		}
		return err
	}
	return fmt.Errorf("unknown command %s", words[0])
}

// Serve answers commands until standard input ends.
func Serve(c Client, wait time.Duration) {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(make([]byte, 1<<20), 64<<20)
	for input.Scan() {
		err := perform(c, wait, input, strings.Fields(input.Text()))
		switch {
		case err == nil:
			say("ok")
		case errors.Is(err, ErrUnsupported):
			say("unsupported %s", strings.TrimPrefix(err.Error(), ErrUnsupported.Error()+": "))
		default:
			say("error %d %s", c.Code(err), strings.ReplaceAll(err.Error(), "\n", " "))
		}
	}
}
