#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <QStringList>

namespace gatehouse::video {

// Whether a file is a still picture that can be played (PNG, JPEG and what else Qt reads), by its content.
bool isPictureFile(const QString& path);

// The pictures of a folder in the order of their names, full paths; FileNotReadable when the folder cannot be listed.
Result<QStringList> pictureFilesIn(const QString& folder);

// Upright, as Format_BGR888; PictureUnreadable when it cannot be decoded.
Result<QImage> readPictureFile(const QString& path);

} // namespace gatehouse::video
