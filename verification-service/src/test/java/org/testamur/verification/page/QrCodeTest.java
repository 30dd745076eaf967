package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

    private static final int SCALE = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://testamur.example/verify/64026f7c-e7a4-868c-8b09-b4a2d6130f6a",
                "https://badges.school-of-continuing-education.university.example:8443/verify/64026f7c-e7a4-868c-8b09-b4a2d6130f6a"
            })
    void whatIsDrawnReadsAsTheAddress(String address) throws Exception {
        assertThat(read(QrCode.of(address))).isEqualTo(address);
    }

    /** As a camera sees it. */
    private static String read(QrCode code) throws Exception {
        int width = code.size() * SCALE;
        int[] pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z")
                .matcher(code.path())
                .results()
                .forEach((MatchResult run) -> {
                    assertThat(run.group(3)).isEqualTo(run.group(4));
                    for (int x = 0; x < Integer.parseInt(run.group(3)) * SCALE; x++) {
                        for (int y = 0; y < SCALE; y++) {
                            int row = Integer.parseInt(run.group(2)) * SCALE + y;
                            pixels[row * width + Integer.parseInt(run.group(1)) * SCALE + x] = 0;
                        }
                    }
                });
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))))
                .getText();
    }
}
