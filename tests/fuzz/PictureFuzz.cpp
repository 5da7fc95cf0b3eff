#include "core/evidence/PictureCodec.h"
#include "tests/fuzz/FuzzTarget.h"

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto picture = evidence::decodePicture(fuzz::bytesOf(data, size));
    if (!picture)
        return 0;
    fuzz::mustHold(!picture->isNull(), "a picture that was read is one");
    fuzz::mustHold(picture->width() <= evidence::MaximumPictureSide && picture->height() <= evidence::MaximumPictureSide
            && qint64(picture->width()) * picture->height() <= evidence::MaximumPictureArea,
        "no larger than what is taken");
    // Encoding a large one takes longer than a thousand small ones.
    if (picture->width() > 512 || picture->height() > 512)
        return 0;
    const auto encoded = evidence::encodePicture(*picture);
    fuzz::mustHold(bool(encoded), "what was read can be stored");
    const auto again = evidence::decodePicture(encoded->bytes);
    fuzz::mustHold(again && again->size() == picture->size(), "and read again");
    return 0;
}
