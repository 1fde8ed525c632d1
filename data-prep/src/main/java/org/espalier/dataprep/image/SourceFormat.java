package org.espalier.dataprep.image;

import org.espalier.models.data.RgbImage;

/** What the bytes of a source image are. */
public enum SourceFormat {
  /** An image file: JPEG, PNG or BMP, by its content. */
  FILE(0, 0),
  /** A record of CIFAR-10's binary version: a label, then planes of 32x32. */
  CIFAR10(1, 32),
  /** A record of CIFAR-100's binary version: a coarse and a fine label, then planes of 32x32. */
  CIFAR100(2, 32),
  /** Planes of 16x16, as ImageNet16's files have them. */
  PLANES_16(0, 16);

  private final int labelBytes;
  private final int side;

  SourceFormat(int labelBytes, int side) {
    this.labelBytes = labelBytes;
    this.side = side;
  }

  /** Bytes of a record; 0 for files, which have any length. */
  public int recordBytes() {
    return labelBytes + side * side * RgbImage.CHANNELS;
  }

  /** Bytes before the pixels; the last of them is the label. */
  public int labelBytes() {
    return labelBytes;
  }

  /** The image of a record, planes interleaved. */
  RgbImage image(byte[] record) {
    int plane = side * side;
    var pixels = new byte[plane * RgbImage.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = record[labelBytes + (i % RgbImage.CHANNELS) * plane + i / RgbImage.CHANNELS];
    }
    return new RgbImage(side, side, pixels);
  }
}
