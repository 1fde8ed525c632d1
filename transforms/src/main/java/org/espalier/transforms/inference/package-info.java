/** What does a trained network say of images, and how good is it? */
@NullMarked
package org.espalier.transforms.inference;

import org.jspecify.annotations.NullMarked;
