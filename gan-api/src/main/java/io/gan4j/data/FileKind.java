package io.gan4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is by its first bytes, whatever its name: a picture that is read, or something else that is often met. */
enum FileKind {
    /** Portable Network Graphics. */
    PNG,
    /** JPEG, with JFIF, EXIF or without. */
    JPEG,
    /** The Graphics Interchange Format. */
    GIF,
    /** A bitmap of Windows or OS/2. */
    BMP,
    /** Anything else. */
    OTHER;

    /** How many bytes are looked at. */
    private static final int HEAD = 512;

    private static final String CONVERT = ", which is not read: convert it to PNG or JPEG first";

    static FileKind of(byte[] file) {
        String head = head(file);
        if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (head.startsWith("\u00FF\u00D8")) {
            return JPEG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        return head.startsWith("BM") ? BMP : OTHER;
    }

    /** What is wrong with a file of another kind, and what to do. */
    static String complaint(byte[] file) {
        String head = head(file);
        String image = image(head);
        if (!image.isEmpty()) {
            return "is " + image + CONVERT;
        }
        String text = head.replace("\u00EF\u00BB\u00BF", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs.github.com/")) {
            return "is a pointer of Git LFS, not the image: fetch it with git lfs pull first";
        }
        if (text.contains("<svg")) {
            return "is an SVG drawing" + CONVERT;
        }
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "is a page in HTML, no image: a download may have failed";
        }
        if (head.startsWith("%PDF-")) {
            return "is a PDF document" + CONVERT;
        }
        if (head.startsWith("PK\u0003\u0004") || head.startsWith("\u001F\u008B") || head.startsWith("Rar!")) {
            return "is an archive, no image: unpack it first";
        }
        return "is no PNG, JPEG, GIF or BMP image";
    }

    private static String image(String head) {
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return "a WebP image";
        }
        if (head.startsWith("ftyp", 4)) {
            return boxed(head.substring(8, Math.min(head.length(), 32)));
        }
        if (head.startsWith("II*\0")
                || head.startsWith("MM\0*")
                || head.startsWith("II+\0")
                || head.startsWith("MM\0+")) {
            return "a TIFF image, or a camera's raw one";
        }
        if (head.startsWith("\u00FF\n") || head.startsWith("JXL ", 4)) {
            return "a JPEG XL image";
        }
        if (head.startsWith("jP  ", 4) || head.startsWith("\u00FFO\u00FFQ")) {
            return "a JPEG 2000 image";
        }
        if (head.startsWith("8BPS")) {
            return "a Photoshop document";
        }
        if (head.startsWith("gimp xcf")) {
            return "a GIMP document";
        }
        if (head.startsWith("\0\0\1\0")) {
            return "an icon of Windows";
        }
        if (head.startsWith("v/1\1")) {
            return "an OpenEXR image";
        }
        if (head.startsWith("qoif")) {
            return "a QOI image";
        }
        if (head.startsWith("DDS ")) {
            return "a DirectDraw image";
        }
        return head.matches("(?s)P[1-7]\\s.*") ? "a Netpbm image" : "";
    }

    /** By its brands, what a file in the form of MPEG-4 is. */
    private static String boxed(String brands) {
        if (brands.contains("avif") || brands.contains("avis")) {
            return "an AVIF image";
        }
        if (brands.contains("heic") || brands.contains("heix") || brands.contains("hevc") || brands.contains("mif1")) {
            return "a HEIC image";
        }
        return brands.startsWith("crx") ? "a camera's raw image" : "a film";
    }

    private static String head(byte[] file) {
        return new String(file, 0, Math.min(HEAD, file.length), StandardCharsets.ISO_8859_1);
    }
}
