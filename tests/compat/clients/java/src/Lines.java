import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The text form of records; ../README.md describes it. */
final class Lines {
  static byte[] toBytes(String text) {
    if (text.equals("-")) {
      return null;
    }
    byte[] data = new byte[(text.length() - 1) / 2];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) Integer.parseInt(text, 1 + 2 * i, 3 + 2 * i, 16);
    }
    return data;
  }

  static String toText(byte[] data) {
    if (data == null) {
      return "-";
    }
    StringBuilder text = new StringBuilder("=");
    for (byte one : data) {
      text.append(Character.forDigit(one >> 4 & 15, 16)).append(Character.forDigit(one & 15, 16));
    }
    return text.toString();
  }

  static String toText(Headers headers) {
    StringBuilder text = new StringBuilder();
    for (Header header : headers) {
      text.append(text.length() == 0 ? "" : ",").append(header.key()).append(':').append(toText(header.value()));
    }
    return text.length() == 0 ? "-" : text.toString();
  }

  static List<ProducerRecord<byte[], byte[]>> read(BufferedReader input, String topic, int count) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] words = input.readLine().split(" ");
      List<Header> headers = new ArrayList<>();
      for (String one : words[3].equals("-") ? new String[0] : words[3].split(",")) {
        int colon = one.indexOf(':');
        headers.add(new RecordHeader(one.substring(0, colon), toBytes(one.substring(colon + 1))));
      }
      records.add(new ProducerRecord<>(topic, Integer.parseInt(words[0]), toBytes(words[1]), toBytes(words[2]), headers));
    }
    return records;
  }

  private Lines() {}
}
