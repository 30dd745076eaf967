package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTextTest {

    /** Names of people as they are really written, and titles. */
    static Stream<String> names() {
        return Stream.of(
                // Latin
                "Mari Tamm",
                "O'Connor",
                "O’Connor",
                "Ó Súilleabháin",
                "d'Arcy",
                "N’Golo Kanté",
                "Ngũgĩ wa Thiong'o",
                "Jean-Luc Picard",
                "José María de la Cruz y Ortega",
                "Müller",
                "Łukasz Żółć",
                "Çağrı Şahin",
                "Əliyev İlham",
                "Þórður Guðmundsson",
                "Nguyễn Thị Ánh",
                "Nguyễn Thị Ánh",
                "Đặng Trần Côn",
                "Jr. Martin Luther King, III",
                "Anne (Annie) Brontë",
                "X Æ A-12",
                "O",
                "Y",
                "Suu",
                "Kaʻahumanu",
                "Sáŋgvičča",
                "Ørsted",
                "Dvořák",
                "Ioana-Ştefania",
                "Ioana-Ștefania",
                "Mc\u00A0Donald",
                "Renée Q́",
                "Ẹniọlá Ọ̀ṣúnwẹ̀",
                "Ɓeero Ɗan Ƙasa",
                "Kwame ɔkyeame",
                "M̃bogo",
                "S. J.",
                // Greek, Cyrillic, Armenian, Georgian
                "Γιώργος Παπαδόπουλος",
                "Ἀριστοτέλης",
                "Анна-Мария Кузнецова",
                "Наталія Кравчук",
                "Җәмилә",
                "Ӏалиев",
                "Արամ Խաչատրյան",
                "გიორგი",
                "ᲛᲐᲠᲘᲐᲛᲘ",
                // Hebrew, Arabic and kin
                "ליאה אברמוב",
                "מֹשֶׁה",
                "יעל ב״ק",
                "ז'בוטינסקי",
                "ליאה",
                "ليلى بنت محمد",
                "مُحَمَّد",
                "عبد الله",
                "نور",
                "علی‌رضا",
                "مهدی‌پور",
                "حسین‌زاده",
                "فاطمه‌سادات موسوی",
                "گل‌محمدی",
                "ئاسۆ",
                "خۊشی",
                "محمد ﷺ",
                "ܐܦܪܝܡ",
                "ߒߞߏ ߡߊߡߊ",
                "𞤀𞤣𞤤𞤢𞤥",
                "ދިވެހި",
                // Indic, with joiners where they belong
                "श्री राम",
                "आशा राव",
                "र्‍यान",
                "क्‌षितिज",
                "ক্ষুদিরাম",
                "র‍্যাম",
                "আয়েশা",
                "ਗੁਰਪ੍ਰੀਤ",
                "ગાંધી",
                "ଓଡ଼ିଆ",
                "இளையராஜா",
                "ஸ்ரீ",
                "రామయ్య",
                "ಕುವೆಂಪು",
                "ರ‍್ಯಾಂಕ್",
                "ശ്രീ",
                "അവന്‍",
                "ജോര്‍ജ്ജ്‌",
                "മോഹൻലാൽ",
                "ශ්‍රී",
                "ප්‍රියන්ත",
                "වික්‍රමසිංහ",
                "චන්ද්‍රිකා",
                // South-East Asia, Tibet, Mongolia, Ethiopia, America
                "ธิดารัตน์",
                "สมชาย ใจดี",
                "ຄຳ",
                "သန်းအောင်",
                "ဒေါ်အောင်ဆန်းစုကြည်",
                "សុខា",
                "ស្រីពៅ",
                "བསྟན་འཛིན",
                "ཧྐྵྨླྺྼྻྂ",
                "ᠮᠣᠩᠭᠣᠯ",
                "ᠡᠷᠲᠡ ᠨᠢᠭᠡ",
                "ᠴᠢᠩᠭᠢᠰ\u180B",
                "አበበ በቂላ",
                "ᏣᎳᎩ",
                "ᐃᓄᒃᑎᑐᑦ",
                "ꦱꦿꦶ",
                "ᬓᬢᬸᬢ᭄",
                "ⵎⵓⵏⵉⵔ",
                // East Asia, within and beyond the basic plane
                "王小明",
                "欧阳娜娜",
                "𠮷野家",
                "𠜎𠜱",
                "髙橋",
                "渡邉 美香",
                "葛\uDB40\uDD00城",
                "辻\uDB40\uDD01",
                "山田　太郎",
                "さくら",
                "ジョン・スミス",
                "\uFA19谷",
                "김민준",
                "김민준",
                "남궁민",
                "陈・李",
                "〆木",
                // Titles
                "C++ and C#",
                "Food Safety Licence (level 1)",
                "50 % off?",
                "Ethics & AI",
                "数学Ⅰ",
                "🧪 Laboratory",
                "👩‍🔬 Women in science",
                "❤️ First aid",
                "🏳️‍🌈 Pride",
                "👩🏽‍🚀",
                "1️⃣ Start",
                "École 42",
                "42",
                "Cafe\u0301",
                "¿Qué?",
                "«Кавычки»",
                "ড়\u200D্য",
                "½ ECTS",
                "№ 5",
                "A – B — C…",
                "Ελληνικά·τώρα");
    }

    @ParameterizedTest
    @MethodSource("names")
    void realNamesAndTitlesAreShown(String name) {
        assertEquals(Optional.empty(), DisplayText.faultOfLine(name));
        assertEquals(Optional.empty(), DisplayText.faultOfText(name));
        // Composing changes no letter and makes nothing of it unfit.
        String composed = DisplayText.composed(name);
        assertEquals(Optional.empty(), DisplayText.faultOfLine(composed));
        assertEquals(composed, DisplayText.composed(composed));
        assertEquals(
                Normalizer.normalize(name, Normalizer.Form.NFD), Normalizer.normalize(composed, Normalizer.Form.NFD));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameStaysFitWhenDecomposed(String name) {
        assertEquals(Optional.empty(), DisplayText.faultOfLine(Normalizer.normalize(name, Normalizer.Form.NFD)));
    }

    /** Everything that shows nothing or moves what stands around it, by code point. */
    static IntStream hidden() {
        return IntStream.of(
                0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
                0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065,
                0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0,
                0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xFFFE, 0xFFFF, 0x1BCA0, 0x1D173, 0xE0001, 0xE0020, 0xE0041, 0xE007F,
                0xE0100, 0xE01EF, 0xE0FFF, 0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0x10FFFF, 0x0378, 0x0000, 0x0007, 0x000B,
                0x16FE4, 0x1D159, 0x001F, 0x007F, 0x0085, 0x009F, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x180B, 0x180F);
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void whatIsNotSeenIsRefusedInALineWhereverItStands(int c) {
        String hidden = Character.isSupplementaryCodePoint(c) ? Character.toString(c) : String.valueOf((char) c);
        for (String line :
                new String[] {hidden, hidden + "Mari", "Mari" + hidden, "Ma" + hidden + "ri", "ל" + hidden + "א"}) {
            assertTrue(DisplayText.faultOfLine(line).isPresent(), "U+%04X in %s".formatted(c, line));
        }
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void aTextOfWhatIsNotSeenIsNoText(int c) {
        String hidden = Character.isSupplementaryCodePoint(c) ? Character.toString(c) : String.valueOf((char) c);
        assertTrue(DisplayText.faultOfText(hidden.repeat(3)).isPresent());
    }

    @Test
    void everyTagPrivateUseAndExplicitDirectionIsRefusedInTextsToo() {
        Stream.of(
                        IntStream.rangeClosed(0xE0000, 0xE007F),
                        IntStream.rangeClosed(0xE000, 0xF8FF),
                        IntStream.rangeClosed(0x202A, 0x202E),
                        IntStream.rangeClosed(0x2066, 0x2069))
                .flatMapToInt(range -> range)
                .forEach(c -> assertTrue(
                        DisplayText.faultOfText("Mari" + Character.toString(c) + "Tamm")
                                .isPresent(),
                        () -> "U+%04X".formatted(c)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ma\u200Dri", // a joiner between letters that do not join
                "Ma\u200Cri",
                "\u200Cعلی",
                "علی\u200C",
                "عل\u200Dی",
                "عل\u200C\u200Cی",
                "علی\u200Ca",
                "王\u200D明",
                "श\u200Dर",
                "👩\u200D",
                "👩\u200Da",
                "\uFE0FMari",
                "M\uFE0Fari",
                "王\uFE0F\uFE0F",
                "M\uDB40\uDD00",
                "\u0301Mari",
                "Mari \u0301Tamm",
                "Mari\nTamm",
                "Mari\tTamm",
                "Mari\u2028Tamm",
                " ",
                "\u3000\u00A0",
                "\u2800\u2800"
            })
    void whatIsOutOfPlaceIsRefusedInALine(String line) {
        assertTrue(DisplayText.faultOfLine(line).isPresent());
    }

    @Test
    void marksPiledUpAreNoWriting() {
        assertEquals(Optional.empty(), DisplayText.faultOfLine("Z" + "\u0301".repeat(10)));
        assertTrue(DisplayText.faultOfLine("Z" + "\u0301".repeat(11)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0316\u0316\u0316\u0903", // a mark with a width of its own between those without
                "\u0338\u0338\u094D\u200D", // a joiner that has its place
                "\u0316\u0316\u20DD",
                "\u0903",
                "\uD834\uDD66"
            })
    void marksOfAnyKindPileUp(String piled) {
        assertEquals(Optional.empty(), DisplayText.faultOfLine("क" + piled));
        assertTrue(DisplayText.faultOfLine("क" + piled.repeat(20)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "First line.\n\n\tSecond line.",
                "Donau\u00ADdampf\u00ADschiff",
                "ภาษา\u200Bไทย",
                "‏C++‏ לתלמידים",
                "עברית \u200E(EQF 4)",
                "م\u061C 2"
            })
    void typographyOfTextsIsKept(String text) {
        assertEquals(Optional.empty(), DisplayText.faultOfText(text));
        assertTrue(DisplayText.faultOfLine(text).isPresent());
    }

    @Test
    void directionMarksHaveNoPlaceInTextOfOneDirection() {
        assertTrue(DisplayText.faultOfText("Mari\u200FTamm").isPresent());
    }

    @Test
    void faultsNameTheCharacterAndItsPlace() {
        assertEquals(
                Optional.of("holds U+202E at position 4, which cannot be shown here"),
                DisplayText.faultOfLine("Mari\u202ETamm"));
    }

    @Test
    void oneNameHasOneSpelling() {
        assertEquals("Nguyễn", DisplayText.composed("\u3000Nguye\u0302\u0303n\u00A0 "));
        assertEquals("Å Å", DisplayText.composed("A\u030A \u212B"));
        // NFC would write U+795E, which is another glyph than the one that the person writes.
        assertEquals("\uFA19 é", DisplayText.composed("\uFA19 e\u0301"));
    }
}
