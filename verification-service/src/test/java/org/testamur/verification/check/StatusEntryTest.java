package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.verification.Badge;

/** What Bitstring Status List 1.0 allows in an entry and in a list, and what it does not (sections 2.1 and 2.2). */
class StatusEntryTest {

    @Test
    void everyOptionalMemberMayStandInAnEntry() {
        StatusEntry.Listed entry = listed("""
            {"id": "https://a.example/lists/1#7", "type": ["BitstringStatusListEntry", "Extended"],
             "statusPurpose": "message", "statusListIndex": "7", "statusSize": 2,
             "statusListCredential": "https://a.example/lists/1",
             "statusMessage": [{"status": "0x0", "message": "none"}, {"status": "0x1", "message": "one"},
              {"status": "0x2", "message": "two"}, {"status": "0x3", "message": "three"}],
             "statusReference": ["https://a.example/help"]}\
            """);
        assertThat(entry.size()).isEqualTo(2);
        assertThat(entry.messages()).isEqualTo(Map.of(0, "none", 1, "one", 2, "two", 3, "three"));
        assertThat(entry.decides()).isFalse();
    }

    @Test
    void aStatusOfOneBitNeedsNoMessages() {
        assertThat(listed(entry("")).messages()).isEmpty();
        assertThat(listed(entry("")).decides()).isTrue();
        assertThat(listed(entry(", \"statusMessage\": []")).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"statusSize\": 0",
                ", \"statusSize\": -1",
                ", \"statusSize\": \"2\"",
                ", \"statusSize\": 1.5",
                ", \"statusMessage\": [{\"status\": \"0x1\", \"message\": \"one of two\"}]",
                ", \"statusMessage\": [{\"status\": \"0x0\", \"message\": \"a\"}, {\"status\": \"0x0\", \"message\":"
                        + " \"b\"}]",
                ", \"statusMessage\": [{\"status\": \"0\", \"message\": \"a\"}, {\"status\": \"1\", \"message\":"
                        + " \"b\"}]",
                ", \"statusMessage\": [{\"status\": \"0x0\"}, {\"status\": \"0x1\", \"message\": \"b\"}]",
                ", \"statusSize\": 2, \"statusMessage\": [{\"status\": \"0x0\", \"message\": \"a\"}]"
            })
    void whatIsNoSizeOrNoMessageForEachStatusIsMalformed(String more) {
        assertThat(StatusEntry.of(Badge.parse(entry(more)))).isInstanceOf(StatusEntry.Malformed.class);
    }

    @Test
    void aListIsForSeveralPurposesAndItsSubjectMayStandInAnArray() {
        ObjectNode list = Badge.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "https://a.example/lists/1",
             "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "did:web:a.example",
             "credentialSubject": [{"type": "BitstringStatusList", "ttl": 60000,
              "statusPurpose": ["revocation", "message"], "encodedList": "%s"}]}\
            """.formatted(BitstringStatusList.ofLength(BitstringStatusList.MINIMUM_ENTRIES)
                .encode()));
        StatusListDocument document = StatusListDocument.of(list);
        assertThat(document.isStatusList()).isTrue();
        assertThat(document.isFor("revocation")).isTrue();
        assertThat(document.isFor("message")).isTrue();
        assertThat(document.isFor("suspension")).isFalse();
        assertThat(document.bits().length()).isEqualTo(131_072);
        list.withArray("credentialSubject").addObject().put("type", "BitstringStatusList");
        assertThat(StatusListDocument.of(list).isStatusList()).isFalse();
    }

    private static String entry(String more) {
        return """
            {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7",
             "statusListCredential": "https://a.example/lists/1"%s}\
            """.formatted(more);
    }

    private static StatusEntry.Listed listed(String json) {
        return (StatusEntry.Listed) StatusEntry.of(Badge.parse(json));
    }
}
