import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Java client as ../README.md asks for it; only what kafka-clients 2.1 and 4.3 both have. */
public final class Client {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 8 << 20;

  private final Properties common = new Properties();
  private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
  private AdminClient admin;

  private Client(String bootstrap) {
    common.put("bootstrap.servers", bootstrap);
  }

  private Properties with(Object... settings) {
    Properties all = new Properties();
    all.putAll(common);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1].toString());
    }
    return all;
  }

  private AdminClient admin() {
    if (admin == null) {
      admin = AdminClient.create(common);
    }
    return admin;
  }

  private KafkaConsumer<byte[], byte[]> consumer(Object... settings) {
    Properties all = with(settings);
    all.put("enable.auto.commit", "false");
    all.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer(String codec, String acks) {
    return producers.computeIfAbsent(codec + " " + acks, name -> {
      boolean idempotent = acks.equals("idempotent");
      return new KafkaProducer<>(with(
          "compression.type", codec, "acks", idempotent ? "all" : acks, "enable.idempotence", idempotent,
          "max.request.size", MAX_BYTES, "linger.ms", 20, "retries", Integer.MAX_VALUE),
          new ByteArraySerializer(), new ByteArraySerializer());
    });
  }

  private void produce(List<ProducerRecord<byte[], byte[]>> records, String codec, String acks) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      sent.add(producer(codec, acks).send(record));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  private void consume(String topic, int partitions, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> places = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).collect(Collectors.toList());
      consumer.assign(places);
      consumer.seekToBeginning(places);
      int left = count;
      long end = System.nanoTime() + WAIT.toNanos();
      while (left > 0) {
        // Comes back early with nothing where compaction has left batches without records.
        ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
        if (records.isEmpty() && System.nanoTime() > end) {
          throw new IllegalStateException(left + " records did not come");
        }
        for (ConsumerRecord<byte[], byte[]> r : records) {
          System.out.printf("record %d %d %d %s %s %s%n", r.partition(), r.offset(), r.timestamp(),
              Lines.toText(r.key()), Lines.toText(r.value()), Lines.toText(r.headers()));
        }
        left -= records.count();
      }
    }
  }

  private long offset(String topic, int partition, String when) {
    TopicPartition place = new TopicPartition(topic, partition);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      if (when.equals("earliest")) {
        return consumer.beginningOffsets(List.of(place)).get(place);
      }
      if (when.equals("latest")) {
        return consumer.endOffsets(List.of(place)).get(place);
      }
      OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(place, Long.parseLong(when))).get(place);
      return found == null ? -1 : found.offset();
    }
  }

  private void member(String topic, String group) throws InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer = consumer("group.id", group, "session.timeout.ms", 6000, "heartbeat.interval.ms", 1000);
    Thread polling = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      consumer.wakeup();
      try {
        polling.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(0); // A signal's own status would say that this went wrong.
    }));
    consumer.subscribe(List.of(topic));
    String last = "";
    try {
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        TreeSet<Integer> mine = consumer.assignment().stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
        String assigned = mine.isEmpty() ? "-" : mine.stream().map(String::valueOf).collect(Collectors.joining(","));
        if (!assigned.equals(last)) {
          System.out.println("assigned " + assigned);
          last = assigned;
        }
        if (!records.isEmpty()) {
          consumer.commitSync();
        }
        records.forEach(r -> System.out.printf("record %d %d%n", r.partition(), r.offset()));
      }
    } catch (WakeupException leaving) {
      consumer.close(WAIT);
    }
  }

  private void perform(String[] words, BufferedReader input) throws Exception {
    switch (words[0]) {
      case "create":
        admin().createTopics(List.of(new NewTopic(words[1], Integer.parseInt(words[2]), (short) 1))).all().get();
        break;
      case "describe":
        System.out.println("partitions " + Describing.topic(admin(), words[1]).partitions().size());
        break;
      case "delete":
        admin().deleteTopics(List.of(words[1])).all().get();
        break;
      case "produce":
        produce(Lines.read(input, words[1], Integer.parseInt(words[4])), words[2], words[3]);
        break;
      case "consume":
        consume(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        break;
      case "offset":
        System.out.println("offset " + offset(words[1], Integer.parseInt(words[2]), words[3]));
        break;
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  private void serve() throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      try {
        perform(line.split(" "), input);
        System.out.println("ok");
      } catch (Exception problem) {
        Throwable cause = problem instanceof ExecutionException ? problem.getCause() : problem;
        System.out.println("error " + Errors.forException(cause).code() + " " + cause.toString().replace('\n', ' '));
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Client client = new Client(arguments[0]);
    if (arguments.length > 1) {
      client.member(arguments[2], arguments[3]);
    } else {
      client.serve();
      Runtime.getRuntime().halt(0);
    }
  }
}
