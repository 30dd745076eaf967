package org.testamur.platform.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    private final KafkaClients clients = new KafkaClients(Map.of(
            "bootstrap.servers", "broker:9093",
            "security.protocol", "SASL_SSL",
            "acks", "0",
            "group.id", "testamur-sample"));

    @Test
    void whatAnOperatorSetsComesAlongAndNeverInPlaceOfAClientsOwn() {
        assertEquals(
                Map.of("bootstrap.servers", "broker:9093", "security.protocol", "SASL_SSL", "acks", "all"),
                clients.settings(Map.of("acks", "all")));
    }

    @Test
    void theApplicationsNameIsNoGroup() {
        assertEquals(
                "issuance.results",
                clients.settings(Map.of("group.id", "issuance.results")).get("group.id"));
    }
}
