package org.testamur.issuance.issuer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Builds an issuer's Open Badges 3.0 profile (OB 3.0, Profile). */
public final class WriteIssuerProfile {

    private WriteIssuerProfile() {}

    /** The node that stands in credentials. */
    public static ObjectNode node(Issuer issuer) {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        profile.put("id", issuer.issuerId());
        profile.putArray("type").add("Profile");
        profile.put("name", issuer.name());
        profile.put("url", issuer.url());
        if (issuer.logoUrl() != null) {
            profile.putObject("image").put("id", issuer.logoUrl()).put("type", "Image");
        }
        return profile;
    }

    /** The node as a document of its own. */
    static ObjectNode document(Issuer issuer) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context")
                .add("https://www.w3.org/ns/credentials/v2")
                .add("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        document.setAll(node(issuer));
        return document;
    }
}
