"""Runs a generator of texts that gan4j wrote in onnxruntime, with the documented way from texts to numbers done anew.

usage: check_texts.py MODEL TEXTS LATENTS IMAGES

TEXTS holds a JSON list of texts; LATENTS and IMAGES are little-endian floats: a latent for each text, and what gan4j
generated of both. Prints the largest difference between that and what onnxruntime computes. Exits with 77 where onnx,
onnxruntime or numpy is not installed.
"""

import json
import sys
import unicodedata

try:
    import numpy
    import onnx
    import onnxruntime
except ImportError as error:
    print(error)
    sys.exit(77)


def words(text):
    """Runs of letters and numbers, and of marks behind them, in NFKC and lower case, without apostrophes between letters."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("\u03c2", "\u03c3")
    found, word = [], ""
    for i, sign in enumerate(plain):
        category = unicodedata.category(sign)
        selector = 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF
        between = 0 < i < len(plain) - 1 and all(
            unicodedata.category(plain[j])[0] == "L" for j in (i - 1, i + 1)
        )
        if category[0] in "LN" or word and category in ("Mn", "Mc") and not selector:
            word += sign
        elif not (sign in "'\u2019" and between):
            found.append(word)
            word = ""
    return [unicodedata.normalize("NFKC", w) for w in found + [word] if w]


def main(model_file, texts_file, latents_file, images_file):
    model = onnx.load(model_file)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model_file, providers=["CPUExecutionProvider"])
    facts = session.get_modelmeta().custom_metadata_map
    latent, text = session.get_inputs()
    (wanted,) = session.get_outputs()
    assert facts["gan4j.input.1.name"] == text.name and facts["gan4j.input.1.meaning"] == "text"
    number = {word: i + 1 for i, word in enumerate(facts["gan4j.input.1.words"].split(" "))}
    with open(texts_file, encoding="utf-8") as file:
        texts = json.load(file)
    ids = numpy.zeros([len(texts), text.shape[1]], "float32")
    for row, sentence in enumerate(texts):
        for place, word in enumerate(words(sentence)):
            ids[row, place] = number[word]
    latents = numpy.fromfile(latents_file, "<f4").reshape(len(texts), -1)
    expected = numpy.fromfile(images_file, "<f4").reshape([-1] + wanted.shape[1:])
    (images,) = session.run([wanted.name], {latent.name: latents, text.name: ids})
    print(f"largest difference {numpy.abs(images - expected).max():.3e}")


main(*sys.argv[1:])
