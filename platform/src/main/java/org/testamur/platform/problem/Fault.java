package org.testamur.platform.problem;

/**
 * Describes one fault of a request.
 *
 * @param pointer a JSON pointer into the body, or {@code query:name}, {@code path:name}, {@code header:name}
 * @param detail one sentence that says what is expected
 */
public record Fault(String pointer, String detail) {}
