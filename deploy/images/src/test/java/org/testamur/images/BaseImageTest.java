package org.testamur.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImageTest {

    @TempDir
    private Path folder;

    private Tiny tiny;

    @BeforeEach
    void tiny() {
        tiny = new Tiny(folder);
    }

    @Test
    void anOciLayoutIsKnownByItsManifestAndByItsConfiguration() throws IOException {
        var archive = tiny.layout("amd64", true);
        var image = read(archive);
        assertThat(image.layers()).hasSize(2);
        assertThat(image.digests()).hasSize(2).contains(image.digest(), Digest.of(image.configuration()));
        image.digests().forEach(image::require);
    }

    @Test
    void whatDockerSavesIsKnownByTheImagesId() throws IOException {
        var image = read(tiny.dockerArchive());
        assertThat(image.digest()).isEqualTo(Digest.of(image.configuration()));
        assertThat(image.layers()).hasSize(1);
    }

    @Test
    void anArchiveMayBeCompressed() throws IOException {
        var archive = tiny.dockerArchive();
        var compressed = folder.resolve("base.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(archive, out);
        }
        assertThat(read(compressed).digest()).isEqualTo(read(archive).digest());
    }

    @Test
    void anotherImageThanTheOneAskedForIsRefused() throws IOException {
        var image = read(tiny.layout("amd64", true));
        var other = Digest.of("sha256:" + "0".repeat(64));
        assertThatThrownBy(() -> image.require(other))
                .isInstanceOf(ImagesException.class)
                .hasMessage("The base image is " + image.digest() + " and not " + other + ".");
    }

    @Test
    void aDamagedPartIsRefused() throws IOException {
        tiny.layout("amd64", true);
        var layer = "blobs/sha256/"
                + Digest.of(read(tiny.layout("amd64", true)).layers().getFirst())
                        .hex();
        refused(tiny.with(layer, "something else"), "is damaged");
    }

    @Test
    void aLayerThatIsNotTheOneThatTheConfigurationNamesIsRefused() throws IOException {
        tiny.dockerArchive();
        refused(tiny.with("abc/layer.tar", "something else"), "its layer 1 is not the one that it names");
    }

    @Test
    void aMissingPartIsRefused() throws IOException {
        tiny.layout("amd64", true);
        refused(tiny.without("blobs/"), "is not whole");
    }

    @Test
    void anImageForAnotherSystemIsRefused() throws IOException {
        refused(tiny.layout("arm64", true), "is for linux/arm64");
    }

    @Test
    void severalImagesAreRefused() throws IOException {
        tiny.dockerArchive();
        refused(tiny.with("manifest.json", "[{}, {}]"), "the archive has 2");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        tiny.dockerArchive();
        refused(tiny.without("manifest.json"), "is no image");
        refused(tiny.with("manifest.json", "{"), "is no image");
        refused(folder.resolve("none.tar"), "There is no base image");
    }

    @Test
    void aNameThatLeadsOutOfTheArchiveIsRefused() throws IOException {
        refused(archive(new TarArchiveEntry("../outside")), "leads out of it");
        var link = new TarArchiveEntry("layer.tar", TarConstants.LF_SYMLINK);
        link.setLinkName("../../etc/passwd");
        refused(archive(link), "leads out of it");
        assertThat(folder.resolve("outside")).doesNotExist();
    }

    @Test
    void layersOfWhichOnlySomeAreCompressedAreAllLaidOutPlain() throws IOException {
        var image = read(tiny.layout("amd64", false));
        var scratch = Files.createTempDirectory(folder, "plain");
        var archive = folder.resolve("for-jib.tar");
        image.toDockerArchive(archive, scratch);
        var again = read(archive);
        for (var layer : again.layers()) {
            assertThat(Archive.isGzip(layer)).isFalse();
        }
        assertThat(again.digest()).isEqualTo(Digest.of(image.configuration()));
    }

    private BaseImage read(Path archive) throws IOException {
        return BaseImage.read(archive, Files.createTempDirectory(folder, "read"));
    }

    private void refused(Path archive, String message) {
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining(message);
    }

    private Path archive(TarArchiveEntry entry) throws IOException {
        var archive = Files.createTempFile(folder, "archive", ".tar");
        try (var out = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }
        return archive;
    }
}
