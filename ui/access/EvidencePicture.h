#pragma once

#include "ui/common/Appearance.h"

#include <QImage>
#include <QWidget>

namespace gatehouse::ui {

// A picture of an event, as wide as its place: the whole picture, never cropped, with a word below. Without a picture
// it says why. With one it takes the focus and can be opened.
class EvidencePicture : public QWidget
{
    Q_OBJECT

public:
    // `height` in pixels at 100 %.
    EvidencePicture(const Appearance& appearance, const QString& caption, int height, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    void setAbsence(const QString& reason);
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    [[nodiscard]] const QString& caption() const { return m_caption; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    // It was clicked, or Enter or Space pressed on it: to be seen larger.
    void opened();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    const QString m_caption;
    const int m_height;
    QImage m_picture;
    QString m_absence;
};

} // namespace gatehouse::ui
