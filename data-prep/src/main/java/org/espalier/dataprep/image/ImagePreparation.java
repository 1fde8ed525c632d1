package org.espalier.dataprep.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.dataprep.listing.Bytes;
import org.espalier.dataprep.listing.Names;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.models.data.BadImageException;
import org.espalier.models.data.ImageCodec;
import org.espalier.models.data.ImageExample;
import org.espalier.models.data.ImageHeader;
import org.espalier.models.data.RgbImage;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.SourceImage;

/**
 * Reads, checks, resizes and encodes images one by one. What is wrong with one is said in its row.
 */
public final class ImagePreparation implements AutoCloseable {

  private static final Pattern WNID = Pattern.compile("n\\d{8}");

  private final Recipe recipe;
  private final Bytes bytes = new Bytes();

  /** Prepares by a recipe. */
  public ImagePreparation(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * An image as it is to be stored, and its row of the manifest, which lacks where it is stored.
   *
   * @param row the row
   * @param example the image; empty where it was rejected
   */
  public record Prepared(PreparedImage.Builder row, Optional<ImageExample> example) {}

  /** Prepares an image. */
  public Prepared prepare(SourceImage image) {
    var row = row(image);
    var known = Optional.ofNullable(image.getReason());
    if (known.isPresent()) {
      return rejected(row, known.get());
    }
    byte[] source;
    try {
      source = bytes.read(image.getFile(), image.getOffset(), image.getBytes());
    } catch (IOException | IllegalArgumentException unreadable) {
      return rejected(row, "cannot be read: " + unreadable.getMessage());
    }
    row.setBytes(source.length).setSha256(Sha256.hex(source));
    try {
      var example =
          recipe.source() == SourceFormat.FILE
              ? file(row, image, source)
              : record(row, image, source);
      row.setStatus(ImageStatus.OK.name())
          .setOutputBytes((long) example.encoded().remaining())
          .setOutputWidth(example.width())
          .setOutputHeight(example.height())
          .setOutputSha256(
              recipe.encoding() == Encoding.KEEP ? row.getSha256() : Sha256.hex(example.image()));
      return new Prepared(row, Optional.of(example));
    } catch (BadImageException bad) {
      return rejected(row, String.valueOf(bad.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static PreparedImage.Builder row(SourceImage image) {
    var wnid = image.getClassName();
    return PreparedImage.newBuilder()
        .setPath(Names.printable(image.getClassName() + '/' + image.getName()))
        .setClass$(image.getClassName())
        .setWnid(WNID.matcher(wnid).matches() ? wnid : null)
        .setLabel(image.getLabel())
        .setSplit(image.getSplit())
        .setBytes(Math.max(0, image.getBytes()))
        .setStatus(ImageStatus.REJECTED.name());
  }

  private static Prepared rejected(PreparedImage.Builder row, String reason) {
    row.setStatus(ImageStatus.REJECTED.name()).setReason(reason);
    return new Prepared(row, Optional.empty());
  }

  private ImageExample file(PreparedImage.Builder row, SourceImage image, byte[] source)
      throws BadImageException {
    var header = ImageHeader.of(source);
    row.setFormat(header.format())
        .setWidth(header.width())
        .setHeight(header.height())
        .setChannels(header.channels())
        .setColourSpace(header.colourSpace())
        .setOrientation(header.orientation() == 0 ? null : header.orientation());
    if (recipe.encoding() == Encoding.KEEP) {
      if (recipe.decode() || header.pixels() > recipe.mostPixels()) {
        ImageCodec.ofProcess().decodeChecked(source, header, recipe.mostPixels());
      }
      return kept(image, source, header);
    }
    var decoded = ImageCodec.ofProcess().decodeChecked(source, header, recipe.mostPixels());
    return switch (recipe.orientation()) {
      case IGNORE -> encoded(image, decoded, 0);
      case KEEP -> encoded(image, decoded, header.orientation());
      case APPLY -> encoded(image, decoded.upright(header.orientation()), 0);
    };
  }

  private ImageExample record(PreparedImage.Builder row, SourceImage image, byte[] source)
      throws BadImageException {
    if (source.length != recipe.source().recordBytes()) {
      throw new BadImageException("is a record of %d bytes".formatted(source.length));
    }
    var rgb = recipe.source().image(source);
    row.setFormat("raw")
        .setWidth(rgb.width())
        .setHeight(rgb.height())
        .setChannels(RgbImage.CHANNELS)
        .setColourSpace("rgb");
    return encoded(image, rgb, 0);
  }

  private ImageExample encoded(SourceImage image, RgbImage decoded, int orientation) {
    var rgb = recipe.resizing() == null ? decoded : recipe.resizing().apply(decoded);
    var codec = ImageCodec.ofProcess();
    var encoded =
        switch (recipe.encoding()) {
          case JPEG -> codec.toJpeg(rgb, recipe.quality(), orientation);
          case PNG -> codec.toPng(rgb, orientation);
          case RAW -> rgb.pixels();
          case KEEP -> throw new IllegalStateException("kept images are not encoded");
        };
    return example(image, encoded, recipe.encoding().name(), rgb.width(), rgb.height(), 3, "RGB");
  }

  private static ImageExample kept(SourceImage image, byte[] source, ImageHeader header) {
    var space =
        switch (header.colourSpace()) {
          case "grey", "grey+alpha" -> "Grayscale";
          case "cmyk", "ycck" -> "CMYK";
          default -> "RGB";
        };
    var format = header.format().toUpperCase(Locale.ROOT);
    return example(
        image, source, format, header.width(), header.height(), header.channels(), space);
  }

  private static ImageExample example(
      SourceImage image,
      byte[] encoded,
      String format,
      int width,
      int height,
      int channels,
      String space) {
    return new ImageExample(
        ByteBuffer.wrap(encoded),
        format,
        width,
        height,
        channels,
        space,
        image.getName(),
        image.getLabel(),
        image.getClassName(),
        image.getClassName());
  }
}
