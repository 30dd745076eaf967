package org.testamur.platform.consumer;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Why a record cannot be taken.
 *
 * @param kind class of the exception and the first frame of our own code, such as {@code IllegalArgumentException at
 *     assessment.result.Result.of:71}; holds no value of the record
 * @param detail the exception's class and message, which may quote a value
 */
record Failure(String kind, String detail) {

    private static final String OURS = "org.testamur.";
    private static final int LONGEST = 500;

    static Failure of(Throwable e) {
        return of("", e);
    }

    /** A record that is no event of ours. */
    static Failure ofNoEvent(Throwable e) {
        return of("no event of ours: ", e);
    }

    private static Failure of(String before, Throwable e) {
        Throwable root = e;
        Optional<String> frame = frame(e);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
            Optional<String> outer = frame;
            frame = frame(root).or(() -> outer);
        }
        String type = root.getClass().getSimpleName();
        return new Failure(
                cut(before + type + frame.map(at -> " at " + at).orElse("")),
                cut(before + type + ": " + root.getMessage()));
    }

    /** What an operator may read anywhere: of personal topics nothing that may quote a value. */
    String describe(EventConsumer consumer) {
        return consumer.personal() ? kind : detail;
    }

    private static Optional<String> frame(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .map(frame -> frame.getClassName().substring(OURS.length()) + "." + frame.getMethodName() + ":"
                        + frame.getLineNumber());
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
