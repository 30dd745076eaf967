package org.testamur.issuance.vcapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Problem;

/** Writes the answers to requests that present credentials. */
final class PresentedAnswer {

    private static final byte[] ONE_OPENS = ascii("{\"verifiableCredential\":");
    private static final byte[] MANY_OPENS = ascii("{\"results\":[");
    private static final byte[] PROBLEM_OPENS = ascii("{\"problem\":");
    private static final byte[] MANY_CLOSES = ascii("]}");

    /** How many faults of a credential are listed, and of all in a body before only the first of each is. */
    static final int LISTED = 100;

    private static final int LISTED_IN_ALL = 5_000;

    private PresentedAnswer() {}

    /** One result for each, in their order. */
    static byte[] many(List<SignPresented.SigningOutcome> outcomes, int bodyLength) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(bodyLength + 512 * outcomes.size());
        answer.writeBytes(MANY_OPENS);
        int listed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (i > 0) {
                answer.write(',');
            }
            switch (outcomes.get(i)) {
                case SignPresented.SignedDocument(byte[] text) -> {
                    answer.writeBytes(ONE_OPENS);
                    answer.writeBytes(text);
                }
                case SignPresented.RefusedDocument refused -> {
                    answer.writeBytes(PROBLEM_OPENS);
                    List<Fault> faults = faults("", refused, listed < LISTED_IN_ALL ? LISTED : 1);
                    listed += faults.size();
                    answer.writeBytes(
                            PresentedJson.write(problem(faults, refused.faults().size())));
                }
            }
            answer.write('}');
        }
        answer.writeBytes(MANY_CLOSES);
        return answer.toByteArray();
    }

    static byte[] one(byte[] text) {
        byte[] answer = Arrays.copyOf(ONE_OPENS, ONE_OPENS.length + text.length + 1);
        System.arraycopy(text, 0, answer, ONE_OPENS.length, text.length);
        answer[answer.length - 1] = '}';
        return answer;
    }

    static List<Fault> faults(String prefix, SignPresented.RefusedDocument refused, int most) {
        return refused.faults().stream()
                .limit(most)
                .map(fault -> new Fault(
                        prefix + fault.pointer(),
                        fault.message() + " [" + fault.rule().name() + "]"))
                .toList();
    }

    private static Problem problem(List<Fault> listed, int total) {
        return new Problem(
                "urn:testamur:problem:invalid",
                "The credential has faults",
                400,
                total == 1
                        ? "One fault: see errors."
                        : total == listed.size()
                                ? total + " faults: see errors."
                                : total + " faults: see errors for the first " + listed.size() + ".",
                listed,
                null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
