package io.gan4j.image;

/**
 * What an image file says about its origin. The mark is an XMP packet with the property {@code
 * Iptc4xmpExt:DigitalSourceType} of the IPTC Photo Metadata Standard, which search engines, social networks and image
 * tools read; it does not change a pixel.
 *
 * @see <a href="https://cv.iptc.org/newscodes/digitalsourcetype/">IPTC Digital Source Type NewsCodes</a>
 */
public enum Provenance {
    /** Made by a model that learned from examples: what a GAN's images are. The default of all writers. */
    TRAINED_ALGORITHMIC_MEDIA,
    /** No mark: for pictures that no model made, such as a sheet of training data. */
    NONE;

    private static final String XMP = """
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
              <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about=""
                    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                    Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
              </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>""";

    /** The XMP packet to embed, in ASCII; empty if there is nothing to say. */
    String xmp() {
        return this == NONE ? "" : XMP;
    }
}
