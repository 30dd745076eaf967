package org.testamur.dataintegrity.statuslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.statuslist.StatusListException.Code;

class BitstringStatusListTest {

    @Property(tries = 50)
    void whatWasSetIsReadBack(@ForAll Set<@IntRange(max = BitstringStatusList.MINIMUM_ENTRIES - 1) Integer> indexes) {
        BitstringStatusList list = BitstringStatusList.ofLength(BitstringStatusList.MINIMUM_ENTRIES);
        indexes.forEach(index -> list.set(index, true));
        BitstringStatusList read = BitstringStatusList.decode(list.encode());
        assertThat(read).isEqualTo(list);
        assertThat(read.cardinality()).isEqualTo(indexes.size());
        indexes.forEach(index -> assertThat(read.get(index)).isTrue());
        assertThat(read.encode()).isEqualTo(list.encode());
        indexes.forEach(index -> read.set(index, false));
        assertThat(read.cardinality()).isZero();
    }

    @Test
    void indexZeroIsTheLeftmostBit() throws Exception {
        byte[] bits = new byte[16 * 1024];
        bits[0] = (byte) 0x80;
        bits[1] = 0x01;
        BitstringStatusList list = BitstringStatusList.decode(packed(bits));
        assertThat(list.get(0)).isTrue();
        assertThat(list.get(1)).isFalse();
        assertThat(list.get(15)).isTrue();
        assertThat(list.cardinality()).isEqualTo(2);
    }

    @Test
    void theListOfTheSpecificationIsRead() {
        BitstringStatusList list =
                BitstringStatusList.decode("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA");
        assertThat(list.length()).isEqualTo(131_072);
        assertThat(list.cardinality()).isZero();
    }

    @Test
    void entriesOfSeveralBitsAreReadMostSignificantFirst() throws Exception {
        byte[] bits = new byte[32 * 1024];
        bits[0] = (byte) 0b10_01_11_00;
        BitstringStatusList list = BitstringStatusList.decode(packed(bits));
        assertThat(list.get(0, 2)).isEqualTo(2);
        assertThat(list.get(1, 2)).isEqualTo(1);
        assertThat(list.get(2, 2)).isEqualTo(3);
        fails(Code.STATUS_LIST_LENGTH_ERROR, () -> list.get(0, 4));
    }

    @Test
    void errorsBearTheNamesOfTheSpecification() throws Exception {
        BitstringStatusList list = BitstringStatusList.ofLength(BitstringStatusList.MINIMUM_ENTRIES);
        fails(Code.RANGE_ERROR, () -> list.get(131_072));
        fails(Code.RANGE_ERROR, () -> list.get(-1));
        fails(Code.STATUS_LIST_LENGTH_ERROR, () -> BitstringStatusList.ofLength(131_071));
        String tooShort = packed(new byte[16 * 1024 - 1]);
        fails(Code.STATUS_LIST_LENGTH_ERROR, () -> BitstringStatusList.decode(tooShort));
        fails(
                Code.MALFORMED_VALUE_ERROR,
                () -> BitstringStatusList.decode(list.encode().substring(1)));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode("u%%%"));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode(list.encode() + "="));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode(list.encode() + "=="));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode("uAAAA"));
        String cut = list.encode();
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode(cut.substring(0, cut.length() - 12)));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.parseIndex("-1"));
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.parseIndex(""));
        assertThat(BitstringStatusList.parseIndex("94567")).isEqualTo(94_567);
    }

    @Test
    void aListThatUnpacksWithoutEndIsRefused() throws Exception {
        String bomb = packed(new byte[16 * 1024 * 1024 + 1]);
        fails(Code.MALFORMED_VALUE_ERROR, () -> BitstringStatusList.decode(bomb));
    }

    private static void fails(Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusListException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static String packed(byte[] bits) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bits);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    @Test
    void unpackingEndsWhenTheTimeOfTheCallerIsSpent() {
        String large = BitstringStatusList.ofLength(8 * 16 * 1024 * 1024).encode();
        assertThat(BitstringStatusList.decode(large).length()).isEqualTo(8L * 16 * 1024 * 1024);
        assertThatThrownBy(() -> TimeBudget.within(Duration.ofNanos(1), () -> BitstringStatusList.decode(large)))
                .isInstanceOfSatisfying(
                        StatusListException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.STATUS_VERIFICATION_ERROR));
    }
}
