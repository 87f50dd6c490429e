import java.util.List;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;

/** What differs by version: before 3.1 topics are described by name only. */
final class Describing {
  static TopicDescription topic(AdminClient admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).values().get(topic).get();
  }

  private Describing() {}
}
