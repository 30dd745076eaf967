package org.testamur.doctor;

import java.util.List;
import java.util.Map;

/**
 * Holds what was found at the public address.
 *
 * @param refusal why no connection could be made, its certificate included, or an empty text
 * @param away services to which it does not lead, with what it answers instead
 * @param logIn what is wrong with log-in, or an empty text
 * @param exposed paths that answer and should not
 */
record Entrance(String address, String refusal, Map<String, String> away, String logIn, List<String> exposed) {}
