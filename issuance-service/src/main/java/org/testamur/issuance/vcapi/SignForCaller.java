package org.testamur.issuance.vcapi;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Caller;

/** Signs for the institution that the caller works for. Next is {@link SignPresented}. */
@Singleton
class SignForCaller {

    private static final Logger LOG = Logger.getLogger(SignForCaller.class);

    private final SignPresented sign;
    private final Caller caller;

    SignForCaller(SignPresented sign, Caller caller) {
        this.sign = sign;
        this.caller = caller;
    }

    /** One outcome for each credential, in their order; refuses when the institution's key is away. */
    List<SignPresented.SigningOutcome> all(List<byte[]> credentials) {
        UUID institution = caller.institution();
        try {
            return sign.sign(institution, credentials);
        } catch (TemporarilyUnavailable e) {
            // What is away, and where, is for operators: readiness and the log tell them.
            LOG.warnf("%s cannot sign: %s", institution, e.getMessage());
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "key-not-usable",
                    "The institution's key cannot be used just now: try again later.");
        }
    }
}
