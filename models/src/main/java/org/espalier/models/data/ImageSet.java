package org.espalier.models.data;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Labelled images of one size, held off the heap. Immutable and safe for use by several threads.
 *
 * <p>Pixels are unsigned bytes, {@code [image, height, width, channel]}.
 */
public final class ImageSet {

  private final String name;
  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final Normalization normalization;
  private final ByteBuffer pixels;
  private final byte[] labels;

  ImageSet(String name, Shape shape, Normalization norm, ByteBuffer pixels, byte[] labels) {
    this.name = name;
    this.height = shape.height();
    this.width = shape.width();
    this.channels = shape.channels();
    this.classes = shape.classes();
    this.normalization = norm;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** What all images of a set share. */
  record Shape(int height, int width, int channels, int classes) {
    int bytes() {
      return height * width * channels;
    }
  }

  /** Name of the data set, for example {@code cifar10}. */
  public String name() {
    return name;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Height of an image in pixels. */
  public int height() {
    return height;
  }

  /** Width of an image in pixels. */
  public int width() {
    return width;
  }

  /** Colour channels of an image. */
  public int channels() {
    return channels;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Bytes of an image. */
  public int imageBytes() {
    return height * width * channels;
  }

  /** How the images are to be normalized. */
  public Normalization normalization() {
    return normalization;
  }

  /** The class of an image, in {@code [0, classes)}. */
  public int label(int index) {
    return labels[Objects.checkIndex(index, labels.length)];
  }

  /** The images with these indices, in this order, copied. */
  public Batch batch(int[] indices) {
    var images = ByteBuffer.wrap(new byte[Math.multiplyExact(indices.length, imageBytes())]);
    copy(indices, images);
    images.rewind();
    var batchLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      batchLabels[i] = label(indices[i]);
    }
    return new Batch(images, batchLabels);
  }

  /**
   * Puts the images with these indices into a buffer, from its position on, and moves the position
   * behind them.
   *
   * @throws java.nio.BufferOverflowException if fewer than {@code indices.length * imageBytes()}
   *     bytes remain
   */
  public void copy(int[] indices, ByteBuffer into) {
    int bytes = imageBytes();
    for (int index : indices) {
      into.put(pixels.slice(Objects.checkIndex(index, labels.length) * bytes, bytes));
    }
  }
}
