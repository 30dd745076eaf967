package org.testamur.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {

    private static final TargetPolicy STRICT = new TargetPolicy(false);
    private static final TargetPolicy LOCAL = new TargetPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hr.brightwater.example/hooks",
                "https://hr.brightwater.example:8443/hooks?team=1",
                "HTTPS://HR.BRIGHTWATER.EXAMPLE",
                "https://1.1.1.1/",
                "https://hr.brightwater.example./",
                "https://[2606:4700:4700::1111]/x"
            })
    void httpsToTheWorldIsFine(String url) {
        assertThat(STRICT.fault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hr.brightwater.example",
                "http://hr.brightwater.example/",
                "ftp://x.example/",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "file:///etc/passwd",
                "https://",
                "https:///path",
                "https://user:pw@x.example/",
                "https://x.example/#part",
                "https://x.example:0/",
                "https://x.example:65536/",
                "https://x.example:70000/hooks",
                "https://x y.example/",
                "https://localhost/",
                "https://api.localhost/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://127.1/",
                "https://0x7f000001/",
                "https://0X7F000001./",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://[fe80::1%25lo]/",
                "https://[fe80::1%lo]/",
                "https://localhost./",
                "https://api.LocalHost./",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data",
                "https://10.1.2.3/",
                "https://[fd00::1]/"
            })
    void whatMustNotBeReachedIsRefusedAtOnce(String url) {
        assertThat(STRICT.fault(url)).as(url).isPresent();
    }

    @Test
    void plainHttpGoesToThisMachineOnlyWhereThatIsAllowed() {
        assertThat(LOCAL.fault("http://127.0.0.1:9999/sink")).isEmpty();
        assertThat(LOCAL.fault("http://localhost:9999/sink")).isEmpty();
        assertThat(LOCAL.fault("http://[::1]:9999/sink")).isEmpty();
        assertThat(LOCAL.fault("http://hr.brightwater.example/")).isPresent();
        assertThat(LOCAL.fault("http://10.0.0.1/")).isPresent();
        assertThat(LOCAL.fault("https://10.0.0.1/")).isPresent();
    }

    @Test
    void anEndlessUrlIsRefused() {
        assertThat(STRICT.fault("https://x.example/" + "a".repeat(2000))).isPresent();
    }
}
