package org.testamur.assessment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.assessment.result.Evidence;
import org.testamur.assessment.result.RowClaim;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

class BatchReaderTest {

    private static final String ONE = "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01";
    private static final String TWO = "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a02";
    private static final String HEADER = "enrolmentId,score,assessedOn,evidenceUrl,evidenceName\n";

    @Test
    void jsonAndCsvSayTheSame() {
        List<RowClaim> json = json("""
                {"rows":[{"enrolmentId":"%s","score":78.5,"assessedOn":"2026-11-20",
                          "evidence":[{"url":"https://a.example/1","name":"Work"}]},
                         {"enrolmentId":"%s","score":41,"assessedOn":"2026-11-20","revision":3}]}""".formatted(ONE, TWO));
        List<RowClaim> csv = csv("""
                enrolmentId,score,assessedOn,evidenceUrl,evidenceName,revision
                %s,78.5,2026-11-20,https://a.example/1,Work,
                %s,41,2026-11-20,,,3
                """.formatted(ONE, TWO));

        assertThat(csv).hasSize(2);
        assertThat(csv.getFirst()).isEqualTo(json.getFirst());
        assertThat(csv.getLast().revision()).isEqualTo(3L);
        assertThat(csv.getFirst().enrolmentId()).isEqualTo(UUID.fromString(ONE));
        assertThat(csv.getFirst().claim().score()).isEqualByComparingTo(new BigDecimal("78.5"));
        assertThat(csv.getFirst().claim().assessedOn()).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void quotesCommasLineBreaksAndAByteOrderMarkAreTheFormats() {
        List<RowClaim> rows = csv("\uFEFF" + HEADER.replace("\n", "\r\n") + ONE
                + ",78.5,2026-11-20,https://a.example/1,\"Project, \"\"revised\"\"\r\nand bound\"\r\n");
        assertThat(rows.getFirst().claim().evidence())
                .containsExactly(new Evidence("https://a.example/1", "Project, \"revised\"\nand bound", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2", "שלום 🧪", "<b>"})
    void aCellIsDataWhateverItLooksLike(String name) {
        assertThat(csv(HEADER + ONE + ",1,2026-11-20,https://a.example/1,\"" + name + "\"\n")
                        .getFirst()
                        .claim()
                        .evidence())
                .containsExactly(new Evidence("https://a.example/1", name, null));
    }

    /** Excel in German writes 1.000 for a thousand, and in English for one. */
    @ParameterizedTest
    @ValueSource(strings = {"1.000", "78.500", "100.000", "-1.000"})
    void whatMayBeThousandsIsNoScore(String score) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> csv("enrolmentId;score;assessedOn\n" + ONE + ";" + score + ";20.11.2026\n"));
        assertThat(refusal.faults()).extracting(Fault::pointer).containsExactly("/rows/0/score");
        assertThat(refusal.faults().getFirst().detail()).contains("may be in thousands");
    }

    @Test
    void aCellOfBlanksTakesNoLongerThanAnother() {
        String blanks = " \u00A0".repeat(2_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(catchThrowableOfType(
                                        Refusal.class,
                                        () -> csv(HEADER.strip() + "," + blanks + "x\n" + ONE + ",1,2026-11-20\n"))
                                .faults())
                        .extracting(Fault::pointer)
                        .containsExactly("/header/5"));
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(csv(HEADER + blanks + ONE + blanks + ",1,2026-11-20\n")
                                .getFirst()
                                .enrolmentId())
                        .isEqualTo(UUID.fromString(ONE)));
    }

    @Test
    void moreLinksStandInNumberedColumns() {
        List<RowClaim> rows = csv("enrolmentId,score,assessedOn,evidenceUrl,evidenceUrl2,evidenceDescription2\n" + ONE
                + ",1,2026-11-20,https://a.example/1,https://a.example/2,Second\n");
        assertThat(rows.getFirst().claim().evidence())
                .containsExactly(
                        new Evidence("https://a.example/1", null, null),
                        new Evidence("https://a.example/2", null, "Second"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"enrolmentId":"x","score":1,"assessedOn":"2026-11-20"} | /rows/0/enrolmentId | is not a UUID
            {"score":1,"assessedOn":"2026-11-20"} | /rows/0/enrolmentId | must be given
            {"enrolmentId":"ID","assessedOn":"2026-11-20"} | /rows/0/score | must be given
            {"enrolmentId":"ID","score":"78","assessedOn":"2026-11-20"} | /rows/0/score | must be a number
            {"enrolmentId":"ID","score":-1,"assessedOn":"2026-11-20"} | /rows/0/score | must not be below 0
            {"enrolmentId":"ID","score":1.005,"assessedOn":"2026-11-20"} | /rows/0/score | at most 2 decimals
            {"enrolmentId":"ID","score":1e999999,"assessedOn":"2026-11-20"} | /rows/0/score | beyond all measure
            {"enrolmentId":"ID","score":1e99999999999,"assessedOn":"2026-11-20"} | /rows/0 | beyond all measure
            {"enrolmentId":"ID","score":99999999999,"assessedOn":"2026-11-20"} | /rows/0/score | above every
            {"enrolmentId":"ID","score":1} | /rows/0/assessedOn | must be given
            {"enrolmentId":"ID","score":1,"assessedOn":"20.11.2026"} | /rows/0/assessedOn | is not a date
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-02-30"} | /rows/0/assessedOn | is not a date
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","grade":1} | /rows/0/grade | is not a field
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","revision":0} | /rows/0/revision | from 1
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","evidence":[{"url":"http://a.example"}]} | /rows/0/evidence/0/url | https
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","evidence":[7]} | /rows/0/evidence/0 | must be an object
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","evidence":[{"url":"https://a.example","name":"\\u0000"}]} | /rows/0/evidence/0/name | U+0000
            {"enrolmentId":"ID","score":1,"assessedOn":"2026-11-20","evidence":[{"url":"https://a.example","name":"\\ud800"}]} | /rows/0/evidence/0/name | surrogate
            17 | /rows/0 | must be an object
            """)
    void aFaultNamesRowAndField(String row, String pointer, String detail) {
        Refusal refusal = refused("{\"rows\":[" + row.replace("\"ID\"", "\"" + ONE + "\"") + "]}", false);
        assertThat(refusal.faults()).hasSize(1);
        assertThat(refusal.faults().getFirst().pointer()).isEqualTo(pointer);
        assertThat(refusal.faults().getFirst().detail()).startsWith("row 1: ").contains(detail);
    }

    @Test
    void everyFaultOfEveryRowIsNamed() {
        Refusal refusal = refused(
                HEADER + "x,78;5,yesterday,,\n" + ONE + ",1,2026-11-20,,\n" + ONE + ",2\n" + ONE + ",2,2026-11-20,,\n",
                true);
        assertThat(refusal.faults().stream().map(Fault::pointer))
                .containsExactly(
                        "/rows/0/enrolmentId", "/rows/0/score", "/rows/0/assessedOn", "/rows/2", "/rows/3/enrolmentId");
        assertThat(refusal.faults().getLast().detail()).isEqualTo("row 4: is the enrolment of row 2 already");
    }

    @Test
    void ofVeryManyFaultsTheFirstAreListedAndAllAreCounted() {
        String rows = IntStream.range(0, 5_000)
                .mapToObj(row -> "{\"enrolmentId\":\"" + row + "\",\"score\":\"a\",\"assessedOn\":1}")
                .collect(Collectors.joining(","));
        Refusal refusal = refused("{\"rows\":[" + rows + "]}", false);
        assertThat(refusal.faults()).hasSize(200);
        assertThat(refusal).hasMessageContaining("15000 faults");
    }

    @Test
    void tooManyRowsAndNoneAreRefused() {
        String rows = IntStream.range(0, 11)
                .mapToObj(row ->
                        "{\"enrolmentId\":\"" + new UUID(7, row) + "\",\"score\":1,\"assessedOn\":\"2026-11-20\"}")
                .collect(Collectors.joining(","));
        Refusal many = catchThrowableOfType(
                Refusal.class, () -> BatchReader.read(bytes("{\"rows\":[" + rows + "]}"), false, 10));
        assertThat(many.faults().getFirst().detail()).contains("at most 10 rows");
        assertThat(refused("{\"rows\":[]}", false).faults().getFirst().pointer())
                .isEqualTo("/rows");
        assertThat(refused("{}", false).faults().getFirst().pointer()).isEqualTo("/rows");
        assertThat(refused(HEADER, true).faults().getFirst().pointer()).isEqualTo("/rows");
        assertThat(refused("", true).faults().getFirst().pointer()).isEqualTo("/header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"rows\":[}",
                "{\"rows\":[]}x",
                "{\"rows\":{}}",
                "{\"rows\":[],\"more\":1}",
                "nonsense",
                ""
            })
    void whatIsNoBatchIsRefused(String body) {
        assertThat(refused(body, false).kind()).isEqualTo(Refusal.Kind.INVALID);
    }

    @Test
    void anUnknownOrRepeatedColumnIsNamed() {
        Refusal refusal = refused("enrolmentId,score,score,Punkte,evidenceUrl21\n", true);
        assertThat(refusal.faults().stream().map(Fault::pointer))
                .containsExactly("/header/2", "/header/3", "/header/4", "/header");
        assertThat(refused("enrolmentId|score|assessedOn\n", true)
                        .faults()
                        .getFirst()
                        .detail())
                .contains("separated by commas, semicolons or tabs");
    }

    @Test
    void whatExcelWritesInAGermanLocaleIsRead() {
        String excel = "\uFEFFEnrolmentId;Score;AssessedOn;EvidenceUrl;EvidenceName;;\r\n" + ONE
                + ";78,5;20.11.2026;https://a.example/1;\"Arbeit; \"\"neu\"\"\";;\r\n" + TWO
                + ";41;3.1.2026;;;;\r\n;;;;;;\r\n";
        List<RowClaim> rows = csv(excel);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().claim().score()).isEqualByComparingTo("78.5");
        assertThat(rows.getFirst().claim().assessedOn()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(rows.getFirst().claim().evidence())
                .containsExactly(new Evidence("https://a.example/1", "Arbeit; \"neu\"", null));
        assertThat(rows.getLast().claim().assessedOn()).isEqualTo(LocalDate.of(2026, 1, 3));
        assertThat(BatchReader.read(excel.substring(1).getBytes(StandardCharsets.UTF_16), true, 10)
                        .rows())
                .isEqualTo(rows);
        String tabs = excel.substring(1).replace(';', '\t').replace("Arbeit\t", "Arbeit;");
        assertThat(BatchReader.read(("\uFEFF" + tabs).getBytes(StandardCharsets.UTF_16LE), true, 10)
                        .rows())
                .isEqualTo(rows);
    }

    @Test
    void whatGoogleAndLibreOfficeWriteInAGermanLocaleIsRead() {
        List<RowClaim> rows = csv("enrolmentId,score,assessedOn,evidenceUrl\r\n" + ONE + ",\"78,5\",20.11.2026,\r\n"
                + TWO + ",41,2026-11-20 00:00:00");
        assertThat(rows).extracting(row -> String.valueOf(row.claim().score())).containsExactly("78.5", "41");
        assertThat(rows).extracting(row -> row.claim().assessedOn()).containsOnly(LocalDate.of(2026, 11, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\r\n", "sep=;\n", "\"sep=;\"\n", "SEP=;\r"})
    void excelsLineThatNamesTheSeparatorIsUnderstood(String line) {
        assertThat(csv(line + "enrolmentId;score;assessedOn\n" + ONE + ";1;2026-11-20\n"))
                .hasSize(1);
    }

    @Test
    void linesOfOldMacintoshFilesAndCellsLeftOutAtTheEndAreRead() {
        assertThat(csv(HEADER.replace("\n", "\r") + ONE + ",1,2026-11-20\r" + TWO + ",1,2026-11-20,\r"))
                .hasSize(2);
    }

    @Test
    void emptyRowsArePassedOverAndFaultsStillNameTheLine() {
        Refusal refusal = refused(HEADER + ",,,,\n\n , ,,\n" + ONE + ",1,yesterday,,\n", true);
        assertThat(refusal.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/rows/0/assessedOn");
            assertThat(fault.detail()).startsWith("row 1 (line 5): is not a date");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "1,234" | 2026-11-20 | without thousands
            "1.234,5" | 2026-11-20 | without thousands
            78 % | 2026-11-20 | percent
            1E+02 | 2026-11-20 | exponents
            07. Mai | 2026-11-20 | format the column as a number
            78 | 11/20/2026 | day and month can't be told apart
            78 | 46346 | spreadsheet's number of a day
            78 | 31.11.2026 | YYYY-MM-DD
            78 | 20.11.26 | YYYY-MM-DD
            """)
    void whatASpreadsheetMadeUnclearIsRefusedWithWhatToDo(String score, String date, String detail) {
        Refusal refusal = refused(HEADER + ONE + "," + score + "," + date + ",,\n", true);
        assertThat(refusal.faults())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.detail()).startsWith("row 1: ").contains(detail));
    }

    @Test
    void anUnclosedQuoteIsAFaultOfItsLine() {
        assertThat(refused(
                                HEADER + ONE + ",1,2026-11-20,,\n" + TWO + ",1,2026-11-20,https://a.example/1,\"Work\n",
                                true)
                        .faults()
                        .getFirst()
                        .detail())
                .startsWith("line 3: the quote that opens on this line is never closed");
        assertThat(refused(HEADER + ONE + ",1,2026-11-20,,\"Work\n" + TWO + ",1,2026-11-20,,\"Other\"\n", true)
                        .faults()
                        .getFirst()
                        .detail())
                .startsWith("line 2: the quote that opens on this line closes in the middle of a cell on line 3");
        assertThat(csv(HEADER + ONE + ",1,2026-11-20,https://a.example/1,5\" screen\n"))
                .hasSize(1);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] body = (HEADER + ONE + ",1,2026-11-20,https://a.example/1,Tallinn Ülikool\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(Refusal.class, () -> BatchReader.read(body, true, 10)))
                .hasMessageContaining("One fault");
    }

    private static List<RowClaim> json(String body) {
        return BatchReader.read(bytes(body), false, 10_000).rows();
    }

    private static List<RowClaim> csv(String body) {
        return BatchReader.read(bytes(body), true, 10_000).rows();
    }

    private static Refusal refused(String body, boolean csv) {
        return catchThrowableOfType(Refusal.class, () -> BatchReader.read(bytes(body), csv, 10_000));
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
