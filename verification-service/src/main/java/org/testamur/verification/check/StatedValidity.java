package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.jsonld.OutermostMembers;
import org.testamur.dataintegrity.rdf.Statements;
import org.testamur.verification.check.CredentialDocument.When;

/**
 * Reads the statements of a credential that decide its validity: dates, status and types. They are read from the signed
 * RDF. A holder can move a member into a nested node with the credential's id, or rename it, under the same signature.
 *
 * @param dates what each date member says, each text once; empty for what is no date
 * @param statuses the entries of its status, with the names of the data model
 * @param types IRIs or names
 * @param faults statements that a reader of the usual member names would not find
 * @param others how many credentials are inside it by its RDF; none are counted where it was read by names
 */
record StatedValidity(
        Map<String, Set<String>> dates, List<JsonNode> statuses, Set<String> types, List<String> faults, int others) {

    private static final String TERMS = "https://www.w3.org/2018/credentials#";
    private static final String STATUS_TERMS = "https://www.w3.org/ns/credentials/status#";
    private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    private static final String OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
    private static final List<String> BEGINS = List.of("validFrom", "issuanceDate");
    private static final List<String> ENDS = List.of("validUntil", "expirationDate");

    private static final List<String> ENTRY = List.of(
            "statusPurpose",
            "statusListIndex",
            "statusListCredential",
            "statusSize",
            "statusMessage",
            "statusReference");

    private static final Set<String> CREDENTIALS = Set.of(
            TERMS + "VerifiableCredential", TERMS + "EnvelopedVerifiableCredential", OB + "EndorsementCredential");

    /** From all graphs that its proofs sign; by the names of its members where it has no RDF, and then no proof holds. */
    static StatedValidity of(CredentialDocument document, Canonicalizer canonicalizer) {
        List<Statements> graphs = new ArrayList<>();
        for (ObjectNode signed : document.asSigned()) {
            try {
                graphs.add(canonicalizer.statements(signed));
            } catch (LintException e) {
                // A proof of this document does not hold, and says so.
            }
        }
        return graphs.isEmpty() ? byName(document) : new Reading(document).of(graphs);
    }

    /** Of a document that says everything at the top level and under its name ({@link CredentialDocument#isPlain()}). */
    static StatedValidity byName(CredentialDocument document) {
        Map<String, Set<String>> dates = new LinkedHashMap<>();
        for (List<String> members : List.of(BEGINS, ENDS)) {
            for (String member : members) {
                Set<String> texts = new LinkedHashSet<>();
                items(document.json().path(member)).forEach(value -> texts.add(value.asText()));
                dates.put(member, texts);
            }
        }
        return new StatedValidity(
                dates,
                items(document.json().path(CredentialDocument.STATUS)),
                Set.copyOf(document.types()),
                List.of(),
                0);
    }

    When validFrom() {
        return latest(BEGINS, 1);
    }

    When validUntil() {
        return latest(ENDS, -1);
    }

    /** Whether it is valid at the time; a date that it says twice is no date. */
    Check dates(Instant at) {
        When from = validFrom();
        When until = validUntil();
        for (When when : List.of(from, until)) {
            if (when instanceof When.Unreadable(String member)) {
                return Check.failed(
                        Check.Name.DATES,
                        "date-unreadable",
                        dates.getOrDefault(member, Set.of()).size() > 1
                                ? "It says " + member + " more than once, and not the same."
                                : member + " is no date with a time and an offset (dateTimeStamp).");
            }
        }
        return VerdictPolicy.dates(
                from instanceof When.At(DateTimeStamp first) ? first : null,
                until instanceof When.At(DateTimeStamp last) ? last : null,
                at);
    }

    /** @param sign positive for the latest, negative for the earliest */
    private When latest(List<String> members, int sign) {
        DateTimeStamp chosen = null;
        for (String member : members) {
            Set<String> texts = dates.getOrDefault(member, Set.of());
            if (texts.isEmpty()) {
                continue;
            }
            DateTimeStamp stamp = texts.size() > 1
                    ? null
                    : DateTimeStamp.parse(texts.iterator().next()).orElse(null);
            if (stamp == null) {
                return new When.Unreadable(member);
            }
            chosen = chosen == null || sign * stamp.compareTo(chosen) > 0 ? stamp : chosen;
        }
        return chosen == null ? new When.NoDate() : new When.At(chosen);
    }

    boolean namesStatus() {
        return !statuses.isEmpty();
    }

    /** Where its status can be looked up, one entry for each purpose. */
    List<StatusEntry> statusEntries() {
        return statuses.stream().map(StatusEntry::of).toList();
    }

    boolean isOf(String name) {
        return types.contains(name) || types.stream().anyMatch(type -> type.endsWith("#" + name));
    }

    private static List<JsonNode> items(JsonNode value) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            if (!item.isNull() && !item.isMissingNode()) {
                items.add(item);
            }
        }
        return items;
    }

    /** Reads what several graphs state together. */
    private static final class Reading {

        private final CredentialDocument document;
        private final Map<String, Set<String>> dates = new LinkedHashMap<>();
        private final Set<JsonNode> statuses = new LinkedHashSet<>();
        private final Set<String> types = new HashSet<>();
        private final Set<String> faults = new LinkedHashSet<>();
        private int others;

        Reading(CredentialDocument document) {
            this.document = document;
        }

        StatedValidity of(List<Statements> graphs) {
            graphs.forEach(this::read);
            return new StatedValidity(dates, List.copyOf(statuses), types, List.copyOf(faults), others);
        }

        private void read(Statements graph) {
            Statements.Term root = graph.root();
            for (List<String> members : List.of(BEGINS, ENDS)) {
                for (String member : members) {
                    for (Statements.Term value : graph.values(root, TERMS + member)) {
                        dates.computeIfAbsent(member, name -> new LinkedHashSet<>())
                                .add(date(value));
                    }
                }
            }
            for (Statements.Term entry : graph.values(root, TERMS + CredentialDocument.STATUS)) {
                statuses.add(entry(graph, entry));
            }
            types.addAll(graph.types(root));
            others = Math.max(others, graph.othersOfType(CREDENTIALS));
            faults.addAll(OutermostMembers.hidden(document.json(), graph));
        }

        /** Empty for what is no date. */
        private static String date(Statements.Term value) {
            String datatype = value.datatype();
            String text = value.text();
            return text == null || datatype == null || !datatype.startsWith(DATE_TIME) ? "" : text;
        }

        private static ObjectNode entry(Statements graph, Statements.Term entry) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            Set<String> types = new LinkedHashSet<>();
            graph.types(entry).forEach(type -> types.add(name(type)));
            put(json, "type", types);
            for (String member : ENTRY) {
                List<Statements.Term> values = graph.values(entry, STATUS_TERMS + member);
                if (member.equals("statusSize")
                        && values.size() == 1
                        && isNumber(values.getFirst().text())) {
                    json.put(
                            member,
                            Integer.parseInt(
                                    Objects.requireNonNull(values.getFirst().text())));
                } else {
                    List<String> texts = new ArrayList<>();
                    values.forEach(value -> texts.add(text(value)));
                    put(json, member, texts);
                }
            }
            return json;
        }

        private static void put(ObjectNode json, String member, Collection<String> texts) {
            if (texts.size() == 1) {
                json.put(member, texts.iterator().next());
            } else if (!texts.isEmpty()) {
                ArrayNode array = json.putArray(member);
                texts.forEach(array::add);
            }
        }

        private static String text(Statements.Term value) {
            String text = value.isLiteral() ? value.text() : value.iri();
            return text == null ? "" : text;
        }

        private static boolean isNumber(@Nullable String text) {
            return text != null && text.matches("[1-9][0-9]{0,8}");
        }

        private static String name(String type) {
            return type.startsWith(STATUS_TERMS)
                    ? type.substring(STATUS_TERMS.length())
                    : type.substring(Math.max(type.lastIndexOf('#'), type.lastIndexOf('/')) + 1);
        }
    }
}
