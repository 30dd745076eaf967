package org.testamur.bench.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.testamur.e2e.Session;
import org.testamur.e2e.Stack;
import org.testamur.e2e.demo.Narrator;
import org.testamur.e2e.demo.Seed;
import org.testamur.e2e.demo.Setting;

/** The demo's institutions and micro-credentials in a stack of our own: somebody to issue. */
public final class Campus {

    static final String INSTITUTION = "northfield";
    static final String MICRO_CREDENTIAL = "food-safety-licence";

    private final OwnStack own;
    private final Stack stack;
    private final Setting setting;
    private @Nullable Award award;

    private Campus(OwnStack own, Stack stack, Setting setting) {
        this.own = own;
        this.stack = stack;
        this.setting = setting;
    }

    /** Makes it on first need. */
    public static final class Source {

        private final OwnStack own;
        private @Nullable Campus made;

        public Source(OwnStack own) {
            this.own = own;
        }

        public synchronized Campus get() throws InterruptedException {
            if (made == null) {
                Stack stack = own.running();
                Setting setting =
                        new Setting(stack, Seed.read(own.root().resolve("deploy/local/seed")), Narrator.silent());
                setting.organisations();
                setting.didDocuments();
                setting.microCredentials();
                made = new Campus(own, stack, setting);
            }
            return made;
        }
    }

    public OwnStack stack() {
        return own;
    }

    public Stack publicly() {
        return stack;
    }

    /** A registrar of the institution, with the institution chosen. */
    public Session registrar() {
        return stack.person("nora").at(INSTITUTION);
    }

    /** The registrar's bearer token, which names the one institution. */
    public String registrarToken() {
        return Objects.requireNonNull(stack.person("nora").token());
    }

    public String institution() {
        return setting.id(INSTITUTION);
    }

    public String microCredential() {
        return setting.id(MICRO_CREDENTIAL);
    }

    /** The employer that is told of credentials. */
    public String employer() {
        return setting.id("brightwater");
    }

    /** One more award of the same learner, for those who are told of new ones only. */
    public void awardAgain() {
        Award.make(stack, MICRO_CREDENTIAL, microCredential());
    }

    /** A learner's real award, made by the public interfaces: its enrolment and its signed document. */
    public synchronized Award award() {
        if (award == null) {
            award = Award.make(stack, MICRO_CREDENTIAL, microCredential());
        }
        return award;
    }

    /** Unsigned badges to bring to be signed: the real award's, each as if it were another learner's. */
    public List<ObjectNode> badges(int many) {
        return IntStream.range(0, many).mapToObj(award()::badge).toList();
    }
}
