package org.testamur.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutAnAddressItIsTheLocalStack() throws Exception {
        var options = Options.of(
                List.of(),
                Map.of(
                        "TESTAMUR_STATE", "/state",
                        "TESTAMUR_PUBLIC_URL", "https://localhost:18443",
                        "TESTAMUR_SERVICES_PORT", "18081"));
        assertThat(options.url()).hasToString("https://localhost:18443");
        assertThat(options.management()).containsEntry("verification", List.of(URI.create("http://127.0.0.1:19085")));
        assertThat(options.ca()).hasValue(Path.of("/state/tls/ca.pem"));
        assertThat(options.memory()).hasValue(Path.of("/state/doctor.metrics"));
        assertThat(options.logIn()).hasToString("https://localhost:18443/auth/realms/testamur");
    }

    @Test
    void aServiceMayHaveSeveralInstances() throws Exception {
        var options = Options.of(
                List.of(
                        "--url", "https://id.example/",
                        "--management", "catalog=http://a:9081",
                        "--management", "catalog=http://b:9081",
                        "--log-in", "https://log-in.example/realms/x"),
                Map.of("TESTAMUR_SERVICES_PORT", "18081"));
        assertThat(options.url()).hasToString("https://id.example");
        assertThat(options.management()).hasSize(1);
        assertThat(options.management().get("catalog")).hasSize(2);
        assertThat(options.logIn()).hasToString("https://log-in.example/realms/x");
        assertThat(options.disks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--url",
                "--url nowhere",
                "--url http://id.example",
                "--url https://id.example --management shop=http://a:1",
                "--url https://id.example --management catalog",
                "--management catalog=http://a:9081",
                "--ca file.pem",
                "--watch soon",
                "--colour"
            })
    void whatMakesNoSenseIsRefusedWithASentence(String words) {
        assertThatThrownBy(() -> Options.of(List.of(words.split(" ")), Map.of()))
                .isInstanceOf(Options.Misused.class)
                .message()
                .isNotBlank();
    }
}
