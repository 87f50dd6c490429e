// Prints messages as Kafka's own generated classes serialise them, for messages-*.txt in this folder.
//
// Arguments: jars. Reads each message definition (JSON) in them, invents a value for every field that a version has,
// builds the message with Kafka's JSON converter, and prints "Name version kind hex", where kind is full (everything is
// there, arrays have one or two elements), sparse (whatever may be null is null, arrays are empty) or zero (all that may
// be left out is).
// make_golden.py runs it.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

public final class GoldenMessages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] TEXTS = {"a", "topic-1", "größe", "한국어", "x".repeat(130)};

    private enum Kind { full, sparse, zero }

    private final JsonNode definition;
    private final Map<String, JsonNode> commonStructs = new HashMap<>();
    private final int version;
    private final Kind kind;
    private final Random random;

    private GoldenMessages(JsonNode definition, int version, Kind kind) {
        this.definition = definition;
        this.version = version;
        this.kind = kind;
        this.random = new Random(definition.get("name").asText().hashCode() * 31L + version);
        for (JsonNode struct : definition.path("commonStructs")) {
            commonStructs.put(struct.get("name").asText(), struct.get("fields"));
        }
    }

    public static void main(String[] jars) throws Exception {
        ObjectMapper mapper = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
        Map<String, JsonNode> definitions = new TreeMap<>();
        Map<String, String> converters = new HashMap<>();
        for (String jar : jars) {
            try (ZipFile zip = new ZipFile(jar)) {
                for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
                    String name = entry.getName();
                    if (name.endsWith("JsonConverter.class") && !name.contains("$")) {
                        int end = name.length() - "JsonConverter.class".length();
                        String simple = name.substring(name.lastIndexOf('/') + 1, end);
                        converters.put(simple, name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                    } else if (name.contains("message/") || name.contains("common/metadata/")) {
                        if (!name.endsWith(".json")) continue;
                        JsonNode node = mapper.readTree(zip.getInputStream(entry));
                        if (node.has("validVersions")) definitions.put(node.get("name").asText(), node);
                    }
                }
            }
        }
        for (JsonNode definition : definitions.values()) print(definition, converters);
    }

    private static void print(JsonNode definition, Map<String, String> converters) throws Exception {
        String name = definition.get("name").asText();
        String type = definition.path("type").asText();
        String className = converters.get(type.equals("request") || type.equals("response") ? name + "Data" : name);
        if (className == null) className = converters.get(name + "Data");
        if (className == null) return;
        Method read = null;
        for (Method method : Class.forName(className).getMethods()) {
            if (method.getName().equals("read")) read = method;
        }
        int[] range = range(definition.get("validVersions").asText());
        for (int version = range[0]; version <= range[1]; version++) {
            for (Kind kind : Kind.values()) {
                JsonNode json = new GoldenMessages(definition, version, kind).struct(definition.get("fields"));
                Message message = (Message) read.invoke(null, json, (short) version);
                ObjectSerializationCache cache = new ObjectSerializationCache();
                byte[] raw = new byte[message.size(cache, (short) version)];
                message.write(new ByteBufferAccessor(ByteBuffer.wrap(raw)), cache, (short) version);
                String hex = raw.length == 0 ? "-" : HexFormat.of().formatHex(raw);
                System.out.println(name + " " + version + " " + kind + " " + hex);
            }
        }
    }

    private static int[] range(String text) {
        if (text.isEmpty() || text.equals("none")) return new int[] {1, 0};
        String[] ends = text.replace("+", "").split("-");
        int last = text.endsWith("+") ? Integer.MAX_VALUE : Integer.parseInt(ends[ends.length - 1]);
        return new int[] {Integer.parseInt(ends[0]), last};
    }

    private boolean contains(JsonNode versions) {
        int[] range = range(versions == null ? "none" : versions.asText());
        return version >= range[0] && version <= range[1];
    }

    private ObjectNode struct(JsonNode fields) {
        ObjectNode out = NODES.objectNode();
        for (JsonNode field : fields) {
            if (!contains(field.has("versions") ? field.get("versions") : field.get("taggedVersions"))) continue;
            if (contains(field.get("taggedVersions")) && kind == Kind.zero) continue;
            String name = field.get("name").asText();
            out.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), value(field));
        }
        return out;
    }

    private JsonNode value(JsonNode field) {
        String type = field.get("type").asText();
        boolean nullable = contains(field.get("nullableVersions"));
        if (kind != Kind.full && nullable) return NODES.nullNode();
        if (!type.startsWith("[]")) return element(field, type);
        ArrayNode out = NODES.arrayNode();
        int count = kind == Kind.full ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < count; i++) out.add(element(field, type.substring(2)));
        return out;
    }

    private JsonNode element(JsonNode field, String type) {
        switch (type) {
            case "bool": return NODES.booleanNode(random.nextBoolean());
            case "int8": return NODES.numberNode((byte) random.nextInt());
            case "int16": return NODES.numberNode((short) random.nextInt());
            case "int32": return NODES.numberNode(random.nextInt());
            case "int64": return NODES.numberNode(random.nextLong());
            case "uint16": return NODES.numberNode(random.nextInt(65536));
            case "uint32": return NODES.numberNode(random.nextInt() & 0xffffffffL);
            case "float64": return NODES.numberNode(random.nextInt() / 8.0);
            case "uuid": return NODES.textNode(new Uuid(random.nextLong(), random.nextLong()).toString());
            case "string": return NODES.textNode(text());
            case "bytes":
            case "records":
                return NODES.binaryNode(text().getBytes(StandardCharsets.UTF_8));
            default:
                JsonNode fields = field.has("fields") ? field.get("fields") : commonStructs.get(type);
                return struct(fields);
        }
    }

    private String text() {
        return kind == Kind.full ? TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(1000000) : "";
    }
}
