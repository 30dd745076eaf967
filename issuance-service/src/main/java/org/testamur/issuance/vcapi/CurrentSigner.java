package org.testamur.issuance.vcapi;

import java.util.Optional;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.key.SigningKeys;

/**
 * Holds the issuer and the key with which an institution signs now.
 *
 * @param published the key as verifiers see it
 */
record CurrentSigner(Issuer issuer, SigningKeys.Active key, Optional<VerificationMethod> published) {}
