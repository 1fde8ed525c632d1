/** How is a described network run? Supernets by path or mixture, and networks trained alone. */
@NullMarked
package org.espalier.models.network;

import org.jspecify.annotations.NullMarked;
