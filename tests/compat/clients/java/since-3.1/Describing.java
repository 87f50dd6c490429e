import java.util.List;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;

/** What differs by version: since 3.1 a topic may be described by name or by id, and 4.0 took the older method away. */
final class Describing {
  static TopicDescription topic(AdminClient admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
  }

  private Describing() {}
}
