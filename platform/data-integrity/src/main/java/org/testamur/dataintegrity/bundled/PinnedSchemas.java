package org.testamur.dataintegrity.bundled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.SchemaTime;
import org.testamur.dataintegrity.TimeBudget;

/**
 * Validates documents against the bundled JSON Schemas, pinned by hash. A schema named by a document is never fetched.
 */
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

    private static final String STATUS = "credentialStatus";

    /** More statuses than anybody names. */
    private static final int MOST_STATUSES = 8;

    private final Map<String, String> sources;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory;

    private PinnedSchemas(Map<String, String> sources) {
        this.sources = sources;
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V201909,
                builder -> builder.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV201909())
                                .format(new DateTimes())
                                .keyword(new SchemaTime())
                                .build())
                        .schemaLoaders(loaders -> loaders.schemas(
                                        id -> sources.containsKey(id) ? SchemaTime.in(sources.get(id)) : null)
                                .add(DisallowSchemaLoader.getInstance())));
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
     * Every place where the document breaks the schema. One that has too many places, or that takes longer than the caller's
     * {@link TimeBudget}, is refused as a whole, with {@link Finding.Kind#TOO_COMPLEX} alone.
     *
     * @throws IllegalArgumentException for a schema that is not bundled
     */
    public List<Finding> validate(String schemaId, JsonNode document) {
        return validate(schemaId, document, document, List.of());
    }

    /**
     * As {@link #validate}, of a credential that may name several statuses: 1EdTech's schemas know one, the data model allows
     * several, and each of up to {@value #MOST_STATUSES} is held against the schema. The rest is looked at once.
     */
    public List<Finding> validateWithStatuses(String schemaId, ObjectNode credential) {
        if (!(credential.get(STATUS) instanceof ArrayNode statuses)
                || statuses.isEmpty()
                || statuses.size() > MOST_STATUSES) {
            return validate(schemaId, credential);
        }
        ObjectNode withOne = JsonNodeFactory.instance.objectNode();
        withOne.setAll(credential);
        withOne.set(STATUS, statuses.get(0));
        return validate(
                schemaId, credential, withOne, statuses.valueStream().skip(1).toList());
    }

    private List<Finding> validate(String schemaId, JsonNode whole, JsonNode document, List<JsonNode> statuses) {
        if (!contains(schemaId)) {
            throw new IllegalArgumentException("The schema " + schemaId
                    + " is not bundled, and nothing is fetched from a URL found in a document");
        }
        TimeBudget budget = TimeBudget.current();
        if (budget.isSpent()) {
            return List.of(tooComplex(budget.message()));
        }
        if (places(whole, 0) > MOST_PLACES) {
            return List.of(tooComplex("has more parts than can be held against a schema at once"));
        }
        try {
            Set<Finding> findings = new LinkedHashSet<>();
            for (ValidationMessage message : schema(schemaId).validate(document)) {
                findings.add(finding("", message));
            }
            for (JsonNode status : statuses) {
                for (ValidationMessage message :
                        schema(schemaId + "#/properties/" + STATUS).validate(status)) {
                    findings.add(finding("/" + STATUS, message));
                }
            }
            return List.copyOf(findings);
        } catch (SchemaTime.Spent spent) {
            return List.of(tooComplex(budget.message()));
        }
    }

    private static Finding tooComplex(String why) {
        return new Finding("", Finding.Kind.TOO_COMPLEX, why);
    }

    private JsonSchema schema(String location) {
        return compiled.computeIfAbsent(location, this::compile);
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

    private JsonSchema compile(String location) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        JsonSchema schema = factory.getSchema(SchemaLocation.of(location), config);
        schema.initializeValidators();
        return schema;
    }

    /** @param at where what was validated stands */
    private static Finding finding(String at, ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String text = message.getMessage();
        String prefix = pointer + ": ";
        return new Finding(
                at + pointer, Finding.Kind.SCHEMA, text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }
}
