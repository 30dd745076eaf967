package org.testamur.assessment.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testamur.platform.problem.Refusal;

/**
 * Reads RFC 4180 with a header row, and what spreadsheets make of it: see {@link CsvText} and {@link CsvCell}. A cell is data
 * and never a formula; an empty one is absent. Evidence stands in {@code evidenceUrl}, {@code evidenceName},
 * {@code evidenceDescription}, further links in {@code evidenceUrl2} and so on. Rows and columns without any content
 * are passed over.
 */
final class BatchCsv {

    private static final List<String> PLAIN = List.of(
            "enrolmentId", "learnerNumber", "learnerEmail", "microCredentialId", "score", "assessedOn", "revision");
    private static final List<String> REQUIRED = List.of("score", "assessedOn");
    private static final List<String> NAMING = List.of("learnerNumber", "learnerEmail");
    private static final Pattern EVIDENCE =
            Pattern.compile("evidence(Url|Name|Description)([2-9]|1[0-9]|20)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private BatchCsv() {}

    static void read(byte[] body, int mostRows, RowReader rows, RowFaults faults) {
        CsvText csv = CsvText.read(body, name -> column(name).isPresent());
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(csv.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(csv.text())) {
            read(csv, records.iterator(), mostRows, rows, faults);
        } catch (CsvParseException e) {
            throw Refusal.invalid("/rows/" + rows.count(), "row " + (rows.count() + 1) + ": is not CSV (RFC 4180)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(CsvText csv, Iterator<CsvRecord> records, int mostRows, RowReader rows, RowFaults faults) {
        if (!records.hasNext()) {
            throw Refusal.invalid("/header", "the body is empty: a header row is expected");
        }
        List<String> header = header(records.next().getFields(), faults);
        faults.refuseIfAny();
        while (records.hasNext()) {
            CsvRecord record = records.next();
            if (record.getFields().stream().allMatch(cell -> stripped(cell).isEmpty())) {
                continue;
            }
            if (rows.count() == mostRows) {
                throw Refusal.invalid("/rows", "must be at most " + mostRows + " rows");
            }
            long line = record.getStartingLineNumber() + csv.firstLine() - 1;
            // Spreadsheets leave out empty cells at the end of a row.
            boolean more = record.getFields().stream().skip(header.size()).anyMatch(cell -> !cell.isEmpty());
            if (more
                    || header.subList(Math.min(record.getFieldCount(), header.size()), header.size()).stream()
                            .anyMatch(name -> REQUIRED.contains(name) || name.equals("enrolmentId"))) {
                rows.unreadable("has " + record.getFieldCount() + " cells where the header has " + header.size()
                        + " (line " + line + ")");
            } else {
                Map<String, String> unclear = new LinkedHashMap<>();
                rows.take(row(header, record, unclear), line, unclear);
            }
        }
    }

    /** The column that a cell of the header names, upper and lower case alike. */
    private static Optional<String> column(String cell) {
        String name = stripped(cell);
        Matcher evidence = EVIDENCE.matcher(name);
        if (evidence.matches()) {
            String part = evidence.group(1);
            return Optional.of("evidence" + part.substring(0, 1).toUpperCase(Locale.ROOT)
                    + part.substring(1).toLowerCase(Locale.ROOT)
                    + (evidence.group(2) == null ? "" : evidence.group(2)));
        }
        return PLAIN.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** The names of the columns; empty cells at the end of the header are none. */
    private static List<String> header(List<String> cells, RowFaults faults) {
        int last = cells.size();
        while (last > 0 && stripped(cells.get(last - 1)).isEmpty()) {
            last--;
        }
        List<String> header = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            Optional<String> name = column(cells.get(i));
            if (name.isEmpty()) {
                faults.add(
                        "/header/" + i,
                        "is not a column of a batch: enrolmentId, learnerNumber, learnerEmail, microCredentialId, score,"
                                + " assessedOn, revision, evidenceUrl, evidenceName, evidenceDescription, evidenceUrl2 and so on, separated by commas, semicolons or tabs");
            } else if (header.contains(name.get())) {
                faults.add("/header/" + i, "is the name of an earlier column, too");
            }
            header.add(name.orElse(""));
        }
        REQUIRED.stream()
                .filter(name -> !header.contains(name))
                .forEach(name -> faults.add("/header", "must have the column " + name));
        if (!header.contains("enrolmentId") && NAMING.stream().noneMatch(header::contains)) {
            faults.add("/header", "must have the column enrolmentId");
        }
        return header;
    }

    private static String stripped(String cell) {
        int begin = 0;
        int end = cell.length();
        while (begin < end && isBlank(cell.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(cell.charAt(end - 1))) {
            end--;
        }
        return cell.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00A0';
    }

    private static ObjectNode row(List<String> header, CsvRecord record, Map<String, String> unclear) {
        ObjectNode row = NODES.objectNode();
        ObjectNode[] links = new ObjectNode[21];
        for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
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
            } else if (!stripped(cell).isEmpty()) {
                plain(row, name, stripped(cell), unclear);
            }
        }
        for (ObjectNode link : links) {
            if (link != null) {
                row.withArray("/evidence").add(link);
            }
        }
        return row;
    }

    private static void plain(ObjectNode row, String name, String cell, Map<String, String> unclear) {
        switch (name) {
            case "score" -> {
                switch (CsvCell.score(cell)) {
                    case CsvCell.Reading.Of<BigDecimal>(BigDecimal score) -> row.put(name, score);
                    case CsvCell.Reading.Unclear<BigDecimal>(String detail) -> unclear.put("/" + name, detail);
                }
            }
            case "assessedOn" -> {
                switch (CsvCell.date(cell)) {
                    case CsvCell.Reading.Of<String>(String date) -> row.put(name, date);
                    case CsvCell.Reading.Unclear<String>(String detail) -> unclear.put("/" + name, detail);
                }
            }
            case "revision" -> {
                if (WHOLE.matcher(cell).matches()) {
                    row.put(name, Long.parseLong(cell));
                } else {
                    unclear.put("/" + name, "must be a whole number from 1");
                }
            }
            case "learnerNumber" -> row.withObject("/learner").put("number", cell);
            case "learnerEmail" -> row.withObject("/learner").put("email", cell);
            default -> row.put(name, cell);
        }
    }
}
