package org.testamur.enrolment.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvitationCodeTest {

    @Test
    void codesDoNotRepeatAndFitAUrl() {
        var codes = IntStream.range(0, 1000)
                .mapToObj(i -> InvitationCode.fresh().text())
                .toList();
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[A-Za-z0-9_-]{27}"));
    }

    @Test
    void hashIsSha256() {
        assertThat(new InvitationCode("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void codeDoesNotShowInText() {
        assertThat(new InvitationCode("secret-code")).hasToString("InvitationCode[secret]");
    }
}
