package org.testamur.assessment.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.LearnerName;
import org.testamur.assessment.reference.NamedEnrolments;
import org.testamur.assessment.result.Evidence;
import org.testamur.assessment.result.ResultClaim;
import org.testamur.assessment.result.ResultPolicy;
import org.testamur.assessment.result.RowClaim;
import org.testamur.platform.rest.PlainText;

/** Checks the rows of a batch one by one, in either format, and notes every fault of form. */
final class RowReader {

    private static final Set<String> FIELDS =
            Set.of("enrolmentId", "learner", "microCredentialId", "score", "assessedOn", "evidence", "revision");
    private static final Set<String> LEARNER_FIELDS = Set.of("number", "email");
    private static final Set<String> LINK_FIELDS = Set.of("url", "name", "description");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int LARGEST_EXPONENT = 100;

    private final RowFaults faults;
    private final Map<UUID, Integer> seen = new HashMap<>();
    private final List<RowClaim> rows = new ArrayList<>();
    private final List<NamedRow> named = new ArrayList<>();
    private int row;
    private String where = "";
    private boolean sound;

    RowReader(RowFaults faults) {
        this.faults = faults;
    }

    /** How many rows were looked at. */
    int count() {
        return row;
    }

    List<RowClaim> rows() {
        return rows;
    }

    /** Those that name a learner in the place of an enrolment. */
    List<NamedRow> named() {
        return named;
    }

    void take(JsonNode node) {
        take(node, 0, Map.of());
    }

    /**
     * @param line of the file in which the row begins, or 0
     * @param unclear what could not be made a value, by the pointer of its field
     */
    void take(JsonNode node, long line, Map<String, String> unclear) {
        row++;
        // The header is the first line.
        where = line == 0 || line == row + 1 ? "" : " (line " + line + ")";
        sound = true;
        if (!node.isObject()) {
            fault("", "must be an object");
            return;
        }
        unknownFields(node, FIELDS, "");
        boolean byName = !isAbsent(node, "/learner") || !isAbsent(node, "/microCredentialId");
        UUID enrolment = byName ? null : id(node.get("enrolmentId"), "/enrolmentId");
        NamedEnrolments.Named of = byName ? named(node) : null;
        unclear.forEach(this::fault);
        Long revision = revision(node.get("revision"));
        BigDecimal score = score(node.get("score"));
        LocalDate assessedOn = date(node.get("assessedOn"));
        List<@Nullable Evidence> evidence = evidence(node.get("evidence"));
        boolean readable = sound;
        ResultClaim claim = new ResultClaim(score, evidence, assessedOn);
        // What could not be read is named already.
        ResultPolicy.formFaults(claim).stream()
                .filter(fault -> readable
                        || !fault.detail().equals("must be given")
                        || (isAbsent(node, fault.pointer()) && !unclear.containsKey(fault.pointer())))
                .forEach(fault -> fault(fault.pointer(), fault.detail()));
        if (of != null && sound) {
            named.add(new NamedRow(row, where, of, claim, revision));
        }
        if (enrolment != null) {
            Integer first = seen.putIfAbsent(enrolment, row);
            if (first != null) {
                fault("/enrolmentId", "is the enrolment of row " + first + " already");
            }
            if (sound) {
                rows.add(new RowClaim(row, enrolment, claim, revision));
            }
        }
    }

    /** A row that is not even one. */
    void unreadable(String detail) {
        row++;
        where = "";
        fault("", detail);
    }

    private static boolean isAbsent(JsonNode node, String pointer) {
        JsonNode at = node.at(pointer);
        return at.isMissingNode() || at.isNull();
    }

    private @Nullable UUID id(@Nullable JsonNode node, String at) {
        if (node == null || node.isNull()) {
            fault(at, "must be given");
            return null;
        }
        if (!node.isTextual() || !UUID_TEXT.matcher(node.textValue()).matches()) {
            fault(at, "is not a UUID");
            return null;
        }
        return UUID.fromString(node.textValue());
    }

    private NamedEnrolments.@Nullable Named named(JsonNode node) {
        if (!isAbsent(node, "/enrolmentId")) {
            fault("/enrolmentId", "stands beside learner and microCredentialId: send the one or the others");
        }
        UUID microCredential = id(node.get("microCredentialId"), "/microCredentialId");
        JsonNode learner = node.path("learner");
        if (!learner.isObject()) {
            fault("/learner", learner.isMissingNode() || learner.isNull() ? "must be given" : "must be an object");
            return null;
        }
        unknownFields(learner, LEARNER_FIELDS, "/learner");
        LearnerName name = new LearnerName(
                text(learner.get("number"), "/learner/number"), text(learner.get("email"), "/learner/email"));
        if (sound) {
            name.fault().ifPresent(fault -> fault("/learner" + fault.pointer(), fault.detail()));
        }
        return microCredential == null ? null : new NamedEnrolments.Named(name, microCredential);
    }

    private @Nullable Long revision(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            fault("/revision", "must be a whole number from 1");
            return null;
        }
        return node.longValue();
    }

    private @Nullable BigDecimal score(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isNumber()) {
            fault("/score", "must be a number such as 78.5");
            return null;
        }
        BigDecimal score = node.decimalValue();
        if (Math.abs(score.scale()) > LARGEST_EXPONENT) {
            fault("/score", "is a number beyond all measure");
            return null;
        }
        return score;
    }

    private @Nullable LocalDate date(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        try {
            if (node.isTextual()) {
                return LocalDate.parse(node.textValue());
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        fault("/assessedOn", "is not a date such as 2026-11-30");
        return null;
    }

    private @Nullable List<@Nullable Evidence> evidence(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            fault("/evidence", "must be a list");
            return null;
        }
        List<@Nullable Evidence> links = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode link = node.get(i);
            String at = "/evidence/" + i;
            if (!link.isObject()) {
                links.add(null);
                continue;
            }
            unknownFields(link, LINK_FIELDS, at);
            Function<String, @Nullable String> text = name -> text(link.get(name), at + "/" + name);
            links.add(new Evidence(text.apply("url"), text.apply("name"), text.apply("description")));
        }
        return links;
    }

    private @Nullable String text(@Nullable JsonNode node, String at) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            fault(at, "must be a text");
            return null;
        }
        Optional<String> forbidden = PlainText.fault(node.textValue());
        if (forbidden.isPresent()) {
            fault(at, forbidden.get());
            return null;
        }
        return node.textValue();
    }

    private void unknownFields(JsonNode node, Set<String> known, String at) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fault(at + "/" + name.replace("~", "~0").replace("/", "~1"), "is not a field of a row");
            }
        });
    }

    private void fault(String pointer, String detail) {
        sound = false;
        faults.add(row, where, pointer, detail);
    }
}
