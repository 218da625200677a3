package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no pictures, or of formats that are not read, are called what they are. */
class FileKindTest {
    private static final ImageDecoder DECODER = new ImageDecoder(1_000, 0);

    /** First bytes, each as a Latin-1 character; an underscore is a zero, a tilde the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "RIFF$___WEBPVP8 | a WebP image",
                "___\u0018ftypheic____mif1heic | a HEIC image",
                "___\u001Cftypmif1____mif1heic | a HEIC image",
                "___\u001Cftypavif____mif1miaf | an AVIF image",
                "___\u001Cftypmif1____avifmif1 | an AVIF image",
                "___\u0020ftypisom__\u0002_isomiso2 | a film",
                "II*_\b___ | a TIFF image, or a camera's raw one",
                "MM_*___\b | a TIFF image, or a camera's raw one",
                "\u00FF~\u00FA\u001F | a JPEG XL image",
                "___xJXL x~\u0087~x | a JPEG XL image",
                "___xjP  x~\u0087~x | a JPEG 2000 image",
                "8BPS_\u0001x | a Photoshop document",
                "__\u0001_\u0001_ | an icon of Windows",
                "P6 4 4 255 | a Netpbm image",
                "<svg xmlns='http://www.w3.org/2000/svg'/> | an SVG drawing",
                "<?xml version='1.0'?><!-- made by hand --><svg/> | an SVG drawing",
                "%PDF-1.7 | a PDF document"
            })
    void otherFormats_areNamed(String head, String name) {
        byte[] file =
                (head.replace('_', '\0').replace('~', '\n') + "\0".repeat(8)).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> DECODER.decode("a.png", file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("a.png: is " + name + ", which is not read: convert it to PNG or JPEG first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html> | is a page in HTML, no image: a download may have failed",
                "<HTML><head> | is a page in HTML, no image: a download may have failed",
                "version https://git-lfs.github.com/spec/v1 | is a pointer of Git LFS, not the image: fetch it with git"
                        + " lfs pull first",
                "PK\u0003\u0004x | is an archive, no image: unpack it first",
                "these are my images | is no PNG, JPEG, GIF or BMP image"
            })
    void otherFiles_areNamed(String head, String problem) {
        assertThatThrownBy(() -> DECODER.decode("a.png", head.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("a.png: " + problem);
    }

    @Test
    void oneByte_isNoImage() {
        for (int value = 0; value < 256; value++) {
            assertThat(FileKind.of(new byte[] {(byte) value})).isEqualTo(FileKind.OTHER);
            assertThat(FileKind.complaint(new byte[] {(byte) value})).isEqualTo("is no PNG, JPEG, GIF or BMP image");
        }
    }
}
