package org.testamur.assessment.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testamur.platform.problem.Refusal;

/**
 * Reads RFC 4180 with a header row. A cell is data and never a formula; an empty one is absent. Evidence stands in
 * {@code evidenceUrl}, {@code evidenceName}, {@code evidenceDescription}, further links in {@code evidenceUrl2} and so on.
 */
final class BatchCsv {

    private static final Set<String> PLAIN = Set.of("enrolmentId", "score", "assessedOn", "revision");
    private static final List<String> REQUIRED = List.of("enrolmentId", "score", "assessedOn");
    private static final Pattern EVIDENCE = Pattern.compile("evidence(Url|Name|Description)([2-9]|1[0-9]|20)?");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private BatchCsv() {}

    static void read(String body, int mostRows, RowReader rows, RowFaults faults) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(body)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw Refusal.invalid("/header", "the body is empty: a header row is expected");
            }
            List<String> header = List.copyOf(records.next().getFields());
            checkHeader(header, faults);
            faults.refuseIfAny();
            while (records.hasNext()) {
                CsvRecord record = records.next();
                if (rows.count() == mostRows) {
                    throw Refusal.invalid("/rows", "must be at most " + mostRows + " rows");
                }
                if (record.getFieldCount() == header.size()) {
                    rows.take(row(header, record));
                } else {
                    rows.unreadable("has " + record.getFieldCount() + " cells where the header has " + header.size()
                            + " (line " + record.getStartingLineNumber() + ")");
                }
            }
        } catch (CsvParseException e) {
            throw Refusal.invalid(
                    "/rows/" + rows.count(), "row " + (rows.count() + 1) + ": its quotes are not RFC 4180");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkHeader(List<String> header, RowFaults faults) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (!PLAIN.contains(name) && !EVIDENCE.matcher(name).matches()) {
                faults.add(
                        "/header/" + i,
                        "is not a column of a batch: enrolmentId, score, assessedOn, revision, evidenceUrl, evidenceName,"
                                + " evidenceDescription, evidenceUrl2 and so on, separated by commas");
            } else if (!seen.add(name)) {
                faults.add("/header/" + i, "is the name of an earlier column, too");
            }
        }
        REQUIRED.stream()
                .filter(name -> !seen.contains(name))
                .forEach(name -> faults.add("/header", "must have the column " + name));
    }

    private static ObjectNode row(List<String> header, CsvRecord record) {
        ObjectNode row = NODES.objectNode();
        ObjectNode[] links = new ObjectNode[21];
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            // A line break within quotes is that of the format.
            String cell = record.getField(i).replace("\r\n", "\n");
            if (cell.isEmpty()) {
                continue;
            }
            Matcher evidence = EVIDENCE.matcher(name);
            if (evidence.matches()) {
                int number = evidence.group(2) == null ? 1 : Integer.parseInt(evidence.group(2));
                if (links[number] == null) {
                    links[number] = NODES.objectNode();
                }
                links[number].put(
                        switch (evidence.group(1)) {
                            case "Url" -> "url";
                            case "Name" -> "name";
                            default -> "description";
                        },
                        cell);
            } else if (name.equals("score") && NUMBER.matcher(cell).matches()) {
                row.put(name, new BigDecimal(cell));
            } else if (name.equals("revision") && WHOLE.matcher(cell).matches()) {
                row.put(name, Long.parseLong(cell));
            } else {
                row.put(name, cell);
            }
        }
        for (ObjectNode link : links) {
            if (link != null) {
                row.withArray("/evidence").add(link);
            }
        }
        return row;
    }
}
