package org.testamur.dataintegrity;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The JSON Schemas this library knows, pinned by hash; a schema named by a document is never fetched. */
public final class PinnedSchemas {
    /** The schema of an Open Badges 3.0 credential. */
    public static final String OPEN_BADGE =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    /** The schema of an Open Badges 3.0 endorsement. */
    public static final String ENDORSEMENT =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json";

    /** The schema of an Open Badges 3.0 profile. */
    public static final String PROFILE =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_profile_schema.json";

    /** The schema of a Comprehensive Learner Record 2.0. */
    public static final String CLR =
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json";

    /** As many faults as a document has parts are kept in memory before they can be counted, each with its place. */
    private static final int MOST_PLACES = 12_000_000;

    private static final int PLACE = 256;

    private final Map<String, String> sources;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory;

    private PinnedSchemas(Map<String, String> sources) {
        this.sources = sources;
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V201909,
                builder -> builder.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV201909())
                                .format(new DateTimes())
                                .build())
                        .schemaLoaders(loaders -> loaders.schemas(sources).add(DisallowSchemaLoader.getInstance())));
    }

    /** The schemas' dates are those of the data model, which knows more than RFC 3339 and some things less. */
    private static final class DateTimes implements Format {
        @Override
        public String getName() {
            return "date-time";
        }

        @Override
        public String getMessageKey() {
            return "format.date-time";
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return DateTimeStamp.parse(value).isPresent();
        }
    }

    /** The schemas of Open Badges 3.0 and CLR 2.0. */
    public static PinnedSchemas bundled() {
        return new PinnedSchemas(Pinned.read("schemas.manifest").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new String(entry.getValue(), StandardCharsets.UTF_8))));
    }

    public boolean contains(String schemaId) {
        return sources.containsKey(schemaId);
    }

    public Set<String> ids() {
        return Set.copyOf(sources.keySet());
    }

    /**
     * Every place where the document breaks the schema; one that has too many places is refused as a whole.
     *
     * @throws IllegalArgumentException for a schema that is not bundled
     */
    public List<Finding> validate(String schemaId, JsonNode document) {
        if (!contains(schemaId)) {
            throw new IllegalArgumentException("The schema " + schemaId
                    + " is not bundled, and nothing is fetched from a URL found in a document");
        }
        if (places(document, 0) > MOST_PLACES) {
            return List.of(new Finding(
                    "", Finding.Kind.TOO_COMPLEX, "has more parts than can be held against a schema at once"));
        }
        return compiled.computeIfAbsent(schemaId, this::compile).validate(document).stream()
                .map(PinnedSchemas::finding)
                .distinct()
                .toList();
    }

    /** How much it takes to name every place below a node whose own name takes so many characters. */
    private static long places(JsonNode node, long name) {
        long sum = PLACE + name;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            sum += places(member.getValue(), name + 1 + member.getKey().length());
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                sum += places(item, name + 7);
            }
        }
        return sum;
    }

    private JsonSchema compile(String schemaId) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        JsonSchema schema = factory.getSchema(SchemaLocation.of(schemaId), config);
        schema.initializeValidators();
        return schema;
    }

    private static Finding finding(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String text = message.getMessage();
        String prefix = pointer + ": ";
        return new Finding(
                pointer, Finding.Kind.SCHEMA, text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }
}
