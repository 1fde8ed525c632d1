package org.espalier.transforms.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.espalier.schemas.Tensor;

/** Names made from content: the first 32 hexadecimal digits of a SHA-256. */
public final class ContentName {

  private static final int DIGITS = 32;

  private ContentName() {}

  /** The name of a list of tensors: order, names, shapes and values all count. */
  public static String of(List<Tensor> tensors) {
    var digest = sha256();
    for (var tensor : tensors) {
      digest.update((tensor.getName() + tensor.getShape() + '\n').getBytes(StandardCharsets.UTF_8));
      digest.update(tensor.getData().duplicate());
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  /** The name of a text. */
  public static String of(String text) {
    var digest = sha256();
    digest.update(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  /** A new SHA-256. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
