#pragma once

#include "ui/common/Appearance.h"

#include <QImage>
#include <QWidget>

namespace gatehouse::ui {

// A small picture of a face, filling its frame. Without a picture it shows the outline of a person.
class FaceThumb : public QWidget
{
    Q_OBJECT

public:
    // `size` of the picture in pixels at 100 %.
    FaceThumb(const Appearance& look, const QImage& picture, QSize size, QWidget* parent = nullptr);
    void setPicture(const QImage& picture);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_look;
    QImage m_picture;
    const QSize m_size;
};

} // namespace gatehouse::ui
