#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::bench {

inline constexpr int FilmFramesPerSecond = 25;

// One car of the film, in numbers of pictures.
struct CarPassage
{
    QString plate; // as written on it
    int begins = 0; // it comes into the picture
    // The first picture in which a person could read the plate off the screen: 16 px high and 8 px wide a character.
    int readable = 0;
    int ends = 0; // the next one comes
};

struct CarFilm
{
    int pictures = 0;
    QList<CarPassage> passages;
};

// Draw 720p films that loop, each picture with its frame_number; nothing in them is real. That takes about a minute; a
// file that is there already is taken for the film. Nothing when the film could not be encoded.

// Cars of two regions come up to a barrier, some quickly, wait and drive through. For rtsp_film.py as `file`.
std::optional<CarFilm> drawCarFilm(const QString& file);
// People come to a door one after the other, so that somebody always moves there. Gives the number of pictures.
std::optional<int> drawDoorFilm(const QString& file);

} // namespace gatehouse::bench
