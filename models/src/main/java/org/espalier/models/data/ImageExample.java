package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An image with its label as a {@code tf.train.Example}, under the keys that ImageNet's shards
 * usually have: {@code image/encoded}, {@code image/format}, {@code image/height}, {@code
 * image/width}, {@code image/channels}, {@code image/colorspace}, {@code image/filename}, {@code
 * image/class/label}, {@code image/class/synset}, {@code image/class/text}.
 *
 * @param encoded the image: a JPEG or PNG file, or raw RGB bytes {@code [height, width, 3]}; not
 *     copied
 * @param format {@code JPEG}, {@code PNG}, {@code BMP} or {@code RAW}
 * @param width width in pixels
 * @param height height in pixels
 * @param channels channels of {@code encoded}
 * @param colourSpace {@code RGB}, {@code Grayscale} or {@code CMYK}
 * @param filename name of the source file
 * @param label label, from 1 on: 0 is the background, as in ImageNet's own shards
 * @param synset name of the class, a WordNet id for ImageNet
 * @param text the class in words; the name where there are none
 */
public record ImageExample(
    ByteBuffer encoded,
    String format,
    int width,
    int height,
    int channels,
    String colourSpace,
    String filename,
    int label,
    String synset,
    String text) {

  /** A copy of the encoded image's bytes. */
  public byte[] image() {
    var bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    return bytes;
  }

  /** The record's bytes: the same for the same image everywhere. */
  public byte[] toBytes() {
    return new ExampleWriter(encoded.remaining() + 1_024)
        .put("image/channels", channels)
        .put("image/class/label", label)
        .put("image/class/synset", bytes(synset))
        .put("image/class/text", bytes(text))
        .put("image/colorspace", bytes(colourSpace))
        .put("image/encoded", image())
        .put("image/filename", bytes(filename))
        .put("image/format", bytes(format))
        .put("image/height", height)
        .put("image/width", width)
        .toBytes();
  }

  /**
   * The image in a record.
   *
   * @throws IllegalArgumentException naming the key that is missing, or if it is no example
   */
  public static ImageExample of(byte[] record) {
    var features = ExampleReader.features(record);
    return new ImageExample(
        ByteBuffer.wrap(bytes(features, "image/encoded")),
        text(features, "image/format"),
        number(features, "image/width"),
        number(features, "image/height"),
        number(features, "image/channels"),
        text(features, "image/colorspace"),
        text(features, "image/filename"),
        number(features, "image/class/label"),
        text(features, "image/class/synset"),
        text(features, "image/class/text"));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Map<String, Object> features, String key) {
    if (features.get(key) instanceof byte[] value) {
      return value;
    }
    throw new IllegalArgumentException("the record has no bytes under " + key);
  }

  private static String text(Map<String, Object> features, String key) {
    return new String(bytes(features, key), StandardCharsets.UTF_8);
  }

  private static int number(Map<String, Object> features, String key) {
    if (features.get(key) instanceof Long value) {
      return Math.toIntExact(value);
    }
    throw new IllegalArgumentException("the record has no integer under " + key);
  }
}
