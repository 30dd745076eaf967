package org.testamur.issuance.key;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Base64;
import java.util.Optional;

/** Reads secrets from configuration; a wrong one ends the start with one sentence. */
public final class Secrets {

    private static final int BYTES = 32;

    private Secrets() {}

    /**
     * The 32 bytes behind a setting.
     *
     * @throws ConfigurationException whose message is all that an operator needs
     */
    public static byte[] read(String setting, String variable, Optional<String> base64) {
        String text = base64.map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new ConfigurationException("The issuance service does not start without " + setting
                        + " (environment variable " + variable
                        + "): 32 random bytes in base64, for example from: openssl rand -base64 32"));
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(setting + " (environment variable " + variable + ") is not base64.");
        }
        if (bytes.length != BYTES) {
            throw new ConfigurationException(setting + " (environment variable " + variable + ") holds " + bytes.length
                    + " bytes; it must hold " + BYTES + ".");
        }
        return bytes;
    }
}
