package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms of credentials that are secured by an envelope (VC JOSE COSE, SD-JWT), which nothing here can open yet. */
final class CredentialForm {

    static final String NOT_SUPPORTED = "form-not-supported";

    private static final Set<String> ENVELOPED = Set.of(
            "EnvelopedVerifiableCredential", "https://www.w3.org/2018/credentials#EnvelopedVerifiableCredential");

    /** Three parts in base64url, and the disclosures of an SD-JWT behind them. */
    private static final Pattern JWT =
            Pattern.compile("[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+(~[A-Za-z0-9._~-]*+)?");

    private CredentialForm() {}

    static boolean isJwt(String text) {
        if (!text.startsWith("ey") || !JWT.matcher(text).matches()) {
            return false;
        }
        try {
            byte[] header = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
            return header[header.length - 1] == '}';
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code EnvelopedVerifiableCredential} (VC Data Model 2.0, section 4.13.1). */
    static boolean isEnveloped(JsonNode credential) {
        JsonNode type = credential.path("type");
        return ENVELOPED.contains(type.asText())
                || type.valueStream().anyMatch(item -> ENVELOPED.contains(item.asText()));
    }

    /** Neither a yes nor a no: nothing of it was looked at. */
    static List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Check.Name name : Check.Name.values()) {
            checks.add(Check.notChecked(
                    name,
                    NOT_SUPPORTED,
                    "A credential in this form (a JWT or another envelope) is not supported here: not checked."));
        }
        return checks;
    }
}
