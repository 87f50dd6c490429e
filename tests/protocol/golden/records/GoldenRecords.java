// Writes the golden files beside it, with the record classes of the genuine client. Run by hand after a change:
//   java -cp kafka-clients-3.9.1.jar:lz4-java.jar:snappy-java.jar:zstd-jni.jar:slf4j-api.jar GoldenRecords.java FOLDER
// 3.9 is the last version that still converts down. records_golden_test.cpp knows the same records.
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.record.EndTransactionMarker;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Time;

public class GoldenRecords {
    static final long BASE_TIMESTAMP = 1700000000000L;
    static Path folder;

    static SimpleRecord record(int i, boolean headers) {
        byte[] key = i == 1 ? null : ("key-" + i).getBytes();
        byte[] value = i == 2 ? null : ("value-" + i + "-").repeat(20 * i + 1).getBytes();
        Header[] some = {new RecordHeader("h1", "v1".getBytes()), new RecordHeader("h2", (byte[]) null),
            new RecordHeader("", new byte[0])};
        long timestamp = BASE_TIMESTAMP + (i == 4 ? -100 : 7L * i);
        return new SimpleRecord(timestamp, key, value, headers && i == 3 ? some : new Header[0]);
    }

    static SimpleRecord[] records(boolean headers) {
        List<SimpleRecord> list = new ArrayList<>();
        for (int i = 0; i < 5; i++) list.add(record(i, headers));
        return list.toArray(new SimpleRecord[0]);
    }

    static MemoryRecords build(byte magic, Compression codec, TimestampType type, long baseOffset, long appendTime,
                               long producerId, short epoch, int sequence, boolean transactional, int leaderEpoch) {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        MemoryRecordsBuilder builder = MemoryRecords.builder(buffer, magic, codec, type, baseOffset, appendTime,
            producerId, epoch, sequence, transactional, leaderEpoch);
        for (SimpleRecord record : records(magic == 2)) builder.append(record);
        return builder.build();
    }

    static MemoryRecords plain(int magic, Compression codec, long baseOffset) {
        return build((byte) magic, codec, TimestampType.CREATE_TIME, baseOffset, RecordBatch.NO_TIMESTAMP, -1L,
            (short) -1, -1, false, -1);
    }

    static void write(String name, MemoryRecords records) throws Exception {
        ByteBuffer buffer = records.buffer().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Files.write(folder.resolve(name + ".bin"), bytes);
    }

    public static void main(String[] arguments) throws Exception {
        folder = Path.of(arguments[0]);
        for (CompressionType type : CompressionType.values()) {
            Compression codec = Compression.of(type).build();
            write("v2_" + type.name, plain(2, codec, 0));
            if (type == CompressionType.ZSTD) continue;
            MemoryRecords stored = plain(2, codec, 100);
            for (int magic = 0; magic < 2; magic++) {
                write("v" + magic + "_" + type.name, plain(magic, codec, 0));
                write("down" + magic + "_" + type.name,
                    (MemoryRecords) stored.downConvert((byte) magic, 102, Time.SYSTEM).records());
            }
        }
        write("v2_transactional", build((byte) 2, Compression.NONE, TimestampType.CREATE_TIME, 1000, -1, 4242L,
            (short) 7, 11, true, 3));
        MemoryRecords appended = build((byte) 2, Compression.NONE, TimestampType.LOG_APPEND_TIME, 100,
            BASE_TIMESTAMP + 5000, -1L, (short) -1, -1, false, 3);
        write("v2_append_time", appended);
        write("down1_append_time", (MemoryRecords) appended.downConvert((byte) 1, 0, Time.SYSTEM).records());
        write("v2_commit_marker", MemoryRecords.withEndTransactionMarker(0, BASE_TIMESTAMP, -1, 4242L, (short) 7,
            new EndTransactionMarker(ControlRecordType.COMMIT, 5)));
        write("v2_empty", emptyBatch());
    }

    // What compaction leaves of a producer's last batch.
    static MemoryRecords emptyBatch() {
        ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(buffer, (byte) 2, 4242L, (short) 7, 11, 1000, 1004, 3,
            TimestampType.CREATE_TIME, BASE_TIMESTAMP, false, false);
        buffer.flip();
        return MemoryRecords.readableRecords(buffer);
    }
}
