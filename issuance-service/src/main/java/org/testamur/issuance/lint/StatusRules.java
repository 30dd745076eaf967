package org.testamur.issuance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Places in status lists: {@link Fault.Rule#STATUS}. */
final class StatusRules {

    private static final String MEMBER = "/credentialStatus";

    private StatusRules() {}

    static void check(ObjectNode credential, SigningContext context, List<Fault> faults) {
        JsonNode status = credential.path("credentialStatus");
        switch (context.claims()) {
            case SigningContext.Awarded awarded -> {
                indexes(awarded, context, faults);
                entries(status, awarded.statusIndexes(), faults);
            }
            case SigningContext.Presented() -> {
                if (!status.isMissingNode()) {
                    faults.add(new Fault(
                            MEMBER,
                            Fault.Rule.STATUS,
                            "must be left out: no place in a status list is reserved for this credential"));
                }
            }
        }
    }

    /** Whether the places can be given to this credential at all. */
    static void indexes(SigningContext.Awarded awarded, SigningContext context, List<Fault> faults) {
        for (SigningContext.StatusIndex index : awarded.statusIndexes()) {
            String where = "the entry " + index.index() + " of " + index.listUrl();
            if (!index.institution().equals(context.institution())
                    || !index.listUrl().startsWith(context.baseUrl() + "/status-lists/")) {
                faults.add(new Fault(MEMBER, Fault.Rule.STATUS, where + " is in a list of another institution"));
            }
            if (index.index() < 0 || index.index() >= index.entries()) {
                faults.add(new Fault(MEMBER, Fault.Rule.STATUS, where + " is outside of the list"));
            }
            if (!index.free()) {
                faults.add(new Fault(MEMBER, Fault.Rule.STATUS, where + " is another credential's"));
            }
        }
    }

    private static void entries(JsonNode status, List<SigningContext.StatusIndex> indexes, List<Fault> faults) {
        Map<String, SigningContext.StatusIndex> missing = indexes.stream()
                .collect(Collectors.toMap(
                        SigningContext.StatusIndex::purpose, Function.identity(), (first, second) -> first));
        List<JsonNode> entries = new ArrayList<>();
        (status.isArray() ? status : List.of(status)).forEach(entries::add);
        for (int i = 0; i < entries.size(); i++) {
            String at = status.isArray() ? MEMBER + "/" + i : MEMBER;
            JsonNode entry = entries.get(i);
            SigningContext.StatusIndex reserved =
                    missing.remove(entry.path("statusPurpose").asText());
            if (reserved == null) {
                faults.add(new Fault(at, Fault.Rule.STATUS, "is no entry that was reserved for this credential"));
                continue;
            }
            String index = Integer.toString(reserved.index());
            equal(at, entry, "type", "BitstringStatusListEntry", faults);
            equal(at, entry, "id", reserved.listUrl() + "#" + index, faults);
            equal(at, entry, "statusListIndex", index, faults);
            equal(at, entry, "statusListCredential", reserved.listUrl(), faults);
        }
        missing.keySet()
                .forEach(purpose ->
                        faults.add(new Fault(MEMBER, Fault.Rule.STATUS, "has no entry for the purpose " + purpose)));
    }

    private static void equal(String at, JsonNode entry, String member, String wanted, List<Fault> faults) {
        if (!wanted.equals(entry.path(member).textValue())) {
            faults.add(new Fault(at + "/" + member, Fault.Rule.STATUS, "must be the text " + wanted));
        }
    }
}
