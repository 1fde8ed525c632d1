package org.espalier.models.data;

import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeAndCropJpeg;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decodes and encodes images by TensorFlow's own operations, which are libjpeg-turbo and libpng, in
 * the thread that calls; safe for use by several threads. Whatever the colour space, what comes out
 * is RGB: grey is repeated, CMYK converted, a palette looked up, transparency dropped, the upper
 * eight of sixteen bits kept. Pixels are where the file has them, whatever its orientation says.
 */
public final class ImageCodec {

  /** Pixels of the largest image that is decoded unless another limit is given. */
  public static final long MOST_PIXELS = 100_000_000;

  /** Pixels of all scans together, in largest images. */
  private static final long MOST_WORK = 20;

  private static final long RGB = 3;

  private final Session session;
  private final Placeholder<TString> file;
  private final Placeholder<TInt32> window;
  private final Placeholder<TUint8> image;
  private final Placeholder<TInt32> quality;
  private final Operand<TUint8> fromJpeg;
  private final Operand<TUint8> partOfJpeg;
  private final Operand<TUint8> fromPng;
  private final Operand<TString> toJpeg;
  private final Operand<TString> toPng;

  private ImageCodec() {
    TensorFlowEngine.start(LoadOptions.defaults());
    var graph = new Graph();
    var tf = Ops.create(graph);
    file = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    window = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(4)));
    image = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, RGB)));
    quality = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    var accurate = DecodeJpeg.dctMethod("INTEGER_ACCURATE");
    fromJpeg = tf.image.decodeJpeg(file, DecodeJpeg.channels(RGB), accurate);
    partOfJpeg =
        tf.image.decodeAndCropJpeg(
            file,
            window,
            DecodeAndCropJpeg.channels(RGB),
            DecodeAndCropJpeg.dctMethod("INTEGER_ACCURATE"));
    fromPng = tf.image.decodePng(file, TUint8.class, DecodePng.channels(RGB));
    toJpeg = tf.image.encodeJpegVariableQuality(image, quality);
    toPng = tf.image.encodePng(image);
    // In the caller's thread: callers are as many as there are processors.
    var inCaller =
        ConfigProto.newBuilder().setInterOpParallelismThreads(-1).setIntraOpParallelismThreads(1);
    session = new Session(graph, inCaller.build());
  }

  /** The codec of this process. */
  public static ImageCodec ofProcess() {
    return Holder.CODEC;
  }

  /**
   * Decodes a whole image.
   *
   * @throws BadImageException if it cannot be decoded, or is larger than {@link #MOST_PIXELS}
   */
  public RgbImage decode(byte[] bytes) throws BadImageException {
    return decode(bytes, ImageHeader.of(bytes), MOST_PIXELS);
  }

  /**
   * Decodes a whole image whose header is known.
   *
   * @param mostPixels the largest image to decode: nothing is allocated for a larger one
   * @throws BadImageException saying what is wrong with it
   */
  public RgbImage decode(byte[] bytes, ImageHeader header, long mostPixels)
      throws BadImageException {
    if (header.pixels() > mostPixels) {
      throw new BadImageException(
          "has %d x %d pixels in its header, more than the %d allowed"
              .formatted(header.width(), header.height(), mostPixels));
    }
    return switch (header.format()) {
      case "jpeg" -> run(bytes, header, fromJpeg);
      case "png" -> run(bytes, header, fromPng);
      case "bmp" -> BmpDecoder.decode(bytes);
      default -> throw new IllegalArgumentException("no decoder for " + header.format());
    };
  }

  /**
   * Decodes a whole image that may have been made to do harm, or lack a part of its picture: a JPEG
   * is walked through before.
   *
   * @param mostPixels the largest image to decode; of all scans together, some times as many
   * @throws BadImageException saying what is wrong with it
   */
  public RgbImage decodeChecked(byte[] bytes, ImageHeader header, long mostPixels)
      throws BadImageException {
    if (header.format().equals("jpeg") && header.pixels() <= mostPixels) {
      JpegScans.check(bytes, header, Math.multiplyExact(MOST_WORK, mostPixels));
    }
    return decode(bytes, header, mostPixels);
  }

  /**
   * Decodes a part of an image; of a JPEG, little more than that part.
   *
   * @throws BadImageException saying what is wrong with it
   */
  public RgbImage decode(byte[] bytes, ImageHeader header, RgbImage.Window part)
      throws BadImageException {
    if (!header.format().equals("jpeg")) {
      return decode(bytes, header, MOST_PIXELS).crop(part);
    }
    var numbers = new int[] {part.y(), part.x(), part.height(), part.width()};
    try (var corner = TInt32.vectorOf(numbers);
        var input = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
        var output =
            session.runner().feed(file, input).feed(window, corner).fetch(partOfJpeg).run()) {
      return rgb(output);
    } catch (TensorFlowException | IllegalArgumentException refused) {
      throw undecodable(header, refused);
    }
  }

  /**
   * Encodes an image as JPEG, its colour sampled at half the resolution.
   *
   * @param percent quality, in [1, 100]
   */
  public byte[] toJpeg(RgbImage rgb, int percent) {
    try (var input = tensor(rgb);
        var level = TInt32.scalarOf(percent);
        var output = session.runner().feed(image, input).feed(quality, level).fetch(toJpeg).run()) {
      return ((TString) output.get(0)).asBytes().getObject();
    }
  }

  /** The same with an orientation in EXIF data, 1 to 8; without them where it is 0. */
  public byte[] toJpeg(RgbImage rgb, int percent, int orientation) {
    return ExifOrientation.intoJpeg(toJpeg(rgb, percent), orientation);
  }

  /** As PNG with an orientation in EXIF data, 1 to 8; without them where it is 0. */
  public byte[] toPng(RgbImage rgb, int orientation) {
    return ExifOrientation.intoPng(toPng(rgb), orientation);
  }

  /** Encodes an image as PNG: every pixel is kept. */
  public byte[] toPng(RgbImage rgb) {
    try (var input = tensor(rgb);
        var output = session.runner().feed(image, input).fetch(toPng).run()) {
      return ((TString) output.get(0)).asBytes().getObject();
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private RgbImage run(byte[] bytes, ImageHeader header, Operand<TUint8> operation)
      throws BadImageException {
    try (var input = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
        var output = session.runner().feed(file, input).fetch(operation).run()) {
      return rgb(output);
    } catch (TensorFlowException | IllegalArgumentException refused) {
      throw undecodable(header, refused);
    }
  }

  private static RgbImage rgb(Result output) {
    var pixels = (TUint8) output.get(0);
    var bytes = new byte[Math.toIntExact(pixels.size())];
    pixels.asRawTensor().data().read(bytes);
    int height = Math.toIntExact(pixels.shape().get(0));
    int width = Math.toIntExact(pixels.shape().get(1));
    return new RgbImage(width, height, bytes);
  }

  private static Tensor tensor(RgbImage rgb) {
    return TUint8.tensorOf(
        Shape.of(rgb.height(), rgb.width(), RGB), DataBuffers.of(rgb.pixels(), true, false));
  }

  private static BadImageException undecodable(ImageHeader header, RuntimeException refused) {
    var first = String.valueOf(refused.getMessage()).lines().findFirst().orElse("no message");
    return new BadImageException(
        "is truncated or damaged: its %s data cannot be decoded (%s)"
            .formatted(header.format().toUpperCase(java.util.Locale.ROOT), first.strip()),
        refused);
  }

  private static final class Holder {
    private static final ImageCodec CODEC = new ImageCodec();
  }
}
