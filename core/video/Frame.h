#pragma once

#include "core/base/UtcTime.h"

#include <QImage>
#include <QRect>
#include <QSize>

#include <array>
#include <memory>

namespace gatehouse::video {

enum class PixelFormat { I420, Nv12, Bgr24 };

// One decoded picture: immutable, cheap to copy, shared between the screen and recognition, any thread. The planes stay
// valid as long as any copy of the frame lives. I420 and NV12 hold one colour sample for 2×2 pixels ((width + 1) / 2 a
// row, (height + 1) / 2 rows), in video range (16..235 / 16..240) and with the matrix of ITU-R BT.601: what OpenCV's
// conversions expect. Sources bring other ranges to this one.
class Frame
{
public:
    struct Plane
    {
        const uchar* data = nullptr;
        qsizetype stride = 0; // bytes a row
    };

    Frame() = default;
    // `owner` keeps the bytes behind `planes` alive.
    Frame(PixelFormat format, QSize size, std::array<Plane, 3> planes, std::shared_ptr<const void> owner,
        UtcTime capturedAt, qint64 monotonicMilliseconds, quint64 sequence);
    // A copy of any QImage, as Bgr24; a null frame of a null image.
    static Frame fromImage(
        const QImage& image, UtcTime capturedAt, qint64 monotonicMilliseconds = 0, quint64 sequence = 0);

    [[nodiscard]] bool isNull() const { return !m_owner; }
    [[nodiscard]] PixelFormat format() const { return m_format; }
    [[nodiscard]] QSize size() const { return m_size; }
    [[nodiscard]] const Plane& plane(int index) const { return m_planes[static_cast<std::size_t>(index)]; }
    // When it was taken. Live: the clock's time on arrival. Recorded media: when play began plus the position in the
    // media, at any speed, so that rules about time come out the same however fast it is replayed.
    [[nodiscard]] UtcTime capturedAt() const { return m_capturedAt; }
    // When it arrived, on Clock::monotonicMilliseconds(): ages and latencies are computed from this one.
    [[nodiscard]] qint64 arrivedAt() const { return m_arrivedAt; }
    // Counts up by one for every frame a source delivers.
    [[nodiscard]] quint64 sequence() const { return m_sequence; }

    // The whole picture or `part` of it (pixels, clipped to the picture) as Format_RGB888, scaled down to fit `bound`
    // when that is valid: never up, sides in proportion. Null when nothing of the picture lies in `part`. Any thread.
    [[nodiscard]] QImage toImage(QRect part = {}, QSize bound = {}) const;
    // The same as Format_RGB32: what a widget paints by copying rows, at a fraction of the cost.
    [[nodiscard]] QImage toScreenImage(QSize bound = {}) const;

private:
    [[nodiscard]] QImage converted(QRect part, QSize bound, QImage::Format format) const;

    PixelFormat m_format = PixelFormat::I420;
    QSize m_size;
    std::array<Plane, 3> m_planes {};
    std::shared_ptr<const void> m_owner;
    UtcTime m_capturedAt;
    qint64 m_arrivedAt = 0;
    quint64 m_sequence = 0;
};

} // namespace gatehouse::video
