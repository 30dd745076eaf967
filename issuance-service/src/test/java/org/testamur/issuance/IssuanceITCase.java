package org.testamur.issuance;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Await;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** What tests of the whole service share: its servers, and how one waits, asks and verifies. */
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
@QuarkusTestResource(Identity.class)
public abstract class IssuanceITCase {

    protected static final JsonMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();
    private static final PinnedSchemas SCHEMAS = PinnedSchemas.bundled();
    private static final ProofVerifier VERIFIER =
            new ProofVerifier(new Canonicalizer(PinnedDocuments.bundled()), Ed25519.ofJdk(), Clock.systemUTC());

    protected static Events events;

    @BeforeAll
    static void connect() {
        events = new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    @AfterAll
    static void disconnect() {
        events.close();
    }

    protected static RequestSpecification registrar(Campus campus) {
        return as(Tokens.of("rita").institution(campus.slug, "registrar"));
    }

    protected static RequestSpecification learner(Campus campus) {
        return as(Tokens.learner(campus.subject));
    }

    protected static RequestSpecification as(Tokens tokens) {
        return given().auth().oauth2(tokens.sign());
    }

    protected static JsonPath awaitAward(Campus campus, String state) {
        return awaitAward(campus, award -> state.equals(award.getString("state")));
    }

    protected static JsonPath awaitAward(Campus campus, Predicate<JsonPath> wanted) {
        return await(
                        () -> registrar(campus).get("/issuance/awards/" + campus.enrolment),
                        response -> response.statusCode() == 200 && wanted.test(response.jsonPath()))
                .jsonPath();
    }

    /** Asks again and again, for up to 30 seconds, until the answer is the wanted one. */
    protected static <T> T await(Supplier<T> question, Predicate<T> wanted) {
        return Await.await(question, wanted);
    }

    /** Works as a consumer would: in a scope of its own, for the institution. */
    protected static <T> T inScope(Campus campus, Callable<T> work) throws Exception {
        var context = Arc.container().requestContext();
        boolean own = !context.isActive();
        if (own) {
            context.activate();
        }
        try {
            return Access.system(campus.institution).call(work);
        } finally {
            if (own) {
                context.terminate();
            }
        }
    }

    protected static String credential(String id) {
        return given().get("/credentials/" + id)
                .then()
                .statusCode(200)
                .contentType("application/vc")
                .extract()
                .asString();
    }

    protected static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** As a stranger would: the proof by the issuer's DID document, the schema by 1EdTech's. */
    protected static void assertVerifies(Campus campus, String text) {
        ObjectNode document = json(text);
        assertEquals(List.of(), SCHEMAS.validate(PinnedSchemas.OPEN_BADGE, document));
        assertProofHolds(campus, document);
    }

    protected static void assertProofHolds(Campus campus, ObjectNode document) {
        ObjectNode did = json(given().get("/issuers/" + campus.slug + "/did.json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertInstanceOf(
                Verification.Valid.class,
                VERIFIER.verify(
                        document,
                        id -> DidDocument.verificationMethod(campus.issuerId(), did, id),
                        Expectation.assertion()));
    }

    /** The bit of a credential in the list that it names, as served. */
    protected static boolean isRevokedInItsList(Campus campus, String credentialText) {
        return isSetInItsList(campus, credentialText, "revocation");
    }

    protected static JsonNode credentialStatus(String credentialText, String purpose) {
        JsonNode status = json(credentialText).get("credentialStatus");
        for (JsonNode entry : status.isArray() ? status : List.of(status)) {
            if (entry.get("statusPurpose").textValue().equals(purpose)) {
                return entry;
            }
        }
        throw new AssertionError("no status for " + purpose + " in " + status);
    }

    protected static boolean isSetInItsList(Campus campus, String credentialText, String purpose) {
        JsonNode status = credentialStatus(credentialText, purpose);
        return isSet(
                campus,
                status.get("statusListCredential").textValue(),
                status.get("statusListIndex").textValue(),
                purpose);
    }

    /** A bit of a list, as served; the list has to verify and to be for the purpose. */
    protected static boolean isSet(Campus campus, String url, String index, String purpose) {
        ObjectNode list = json(given().get(url.substring(url.indexOf("/status-lists/")))
                .then()
                .statusCode(200)
                .contentType("application/vc")
                .extract()
                .asString());
        assertProofHolds(campus, list);
        assertEquals(purpose, list.at("/credentialSubject/statusPurpose").textValue());
        return BitstringStatusList.decode(
                        list.get("credentialSubject").get("encodedList").textValue())
                .get(BitstringStatusList.parseIndex(index));
    }

    protected static void awaitRevokedInItsList(Campus campus, String credentialText) {
        await(() -> isRevokedInItsList(campus, credentialText), revoked -> revoked);
    }

    /** Whether the credential of an award is revoked in its list, at the latest after a publish window. */
    protected static boolean isRevoked(Campus campus, JsonPath award) {
        awaitRevokedInItsList(campus, credential(award.getString("credentialId")));
        return true;
    }

    /** The data of a fact of this credential, once it is told; it keeps the schema of the published language. */
    protected static JsonNode awaitCredentialFact(String id, String state) {
        JsonNode data = java.util.Objects.requireNonNull(events.await(
                        "issuance.credentials",
                        event -> event.key().equals(id)
                                && event.data() != null
                                && event.data().get("state").textValue().equals(state))
                .data());
        assertEquals(List.of(), Contract.faults("issuance.credentials", data));
        return data;
    }
}
