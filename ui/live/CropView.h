#pragma once

#include "ui/common/Appearance.h"

#include <QImage>
#include <QWidget>

namespace gatehouse::ui {

// A still picture with a word under it: the crop of an event, the picture on file. Says so when there is none.
class CropView : public QWidget
{
    Q_OBJECT

public:
    // `size` in pixels at 100 %.
    CropView(const Appearance& appearance, const QString& caption, QSize size, QWidget* parent = nullptr);
    void setPicture(const QImage& picture);
    void setCaption(const QString& caption);
    void setSizeAtHundredPercent(QSize size);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QString m_caption;
    QSize m_size;
    QImage m_picture;
};

} // namespace gatehouse::ui
